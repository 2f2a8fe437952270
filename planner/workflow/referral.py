"""The page that a person takes to the clinician."""

from __future__ import annotations

import textwrap

from planner.explain import Messages
from planner.screening import ScreeningResult

WIDTH = 78
NO_PLAN = "referral.no_plan"
STOPPED = "referral.stopped"


def referral_text(result: ScreeningResult, messages: Messages, ending: str = NO_PLAN) -> str:
    """Text of `referral.txt`: what to do first, then the answers that led to it; no diagnosis.

    `ending` is the key of the sentence that says what became of the programme.
    """
    parts = [
        f"[{messages.word(referral.urgency)}] {referral.text}" for referral in result.referrals
    ]
    led = [finding for finding in result.findings if finding.stops]
    if led:
        parts += ["", messages.say("referral.led")]
        for finding in led:
            parts += [f"- {text} ({finding.rule})" for text in finding.answers or (finding.text,)]
    if result.keeps:
        kept = ", ".join(map(messages.word, result.keeps))
        parts += ["", messages.say("referral.keeps", names=kept)]
    mark = messages.mark
    marks = ("", mark) if mark else ()
    lines = [line for part in (*parts, "", messages.say(ending), *marks) for line in _wrapped(part)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    hang = "  " if text.startswith("- ") else ""
    return textwrap.wrap(text, WIDTH, subsequent_indent=hang) or [""]
