"""The page that a person takes to the clinician."""

from __future__ import annotations

import textwrap

from planner.screening import ScreeningResult

WIDTH = 78
NO_PLAN = "No exercise programme was made. Show this page to the clinician you see."
STOPPED = "Your exercise programme is stopped. Show this page to the clinician you see."


def referral_text(result: ScreeningResult, ending: str = NO_PLAN) -> str:
    """Text of `referral.txt`: what to do first, then the answers that led to it; no diagnosis.

    `ending` says what became of the programme.
    """
    parts = [
        f"[{referral.urgency.replace('_', ' ')}] {referral.text}" for referral in result.referrals
    ]
    led = [finding for finding in result.findings if finding.stops]
    if led:
        parts += ["", "What led to this:"]
        for finding in led:
            parts += [f"- {text} ({finding.rule})" for text in finding.answers or (finding.text,)]
    if result.keeps:
        kept = ", ".join(word.replace("_", " ") for word in result.keeps)
        parts += ["", f"You may go on with: {kept}."]
    lines = [line for part in (*parts, "", ending) for line in _wrapped(part)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    hang = "  " if text.startswith("- ") else ""
    return textwrap.wrap(text, WIDTH, subsequent_indent=hang) or [""]
