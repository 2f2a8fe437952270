"""What to keep in mind, by topic: what to leave out and watch in full, the rest in one line a rule.

The summary is what a person reads; every sentence with its numbers stands in the plan and in the
printed programme.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import Advice, Plan
from planner.explain.layout import INDENT, Section, wrap
from planner.explain.messages import Messages

# Most important first; an effect that no topic names belongs to the last one.
TOPICS = {
    "stop": ("stop", "exclude"),
    "watch": ("monitor", "finding"),
    "limits": ("cap", "floor", "set_method"),
    "harder": ("progress", "scale", "order"),
    "other": (),
}
# Topics whose sentences are for the person as they stand.
IN_FULL = ("stop", "watch")
REFER = "refer"


def advice(plan: Plan, messages: Messages, width: int) -> Section:
    """What no session can hold, by topic, each line with its rules."""
    told = [entry for entry in plan.advice if entry.effect != REFER]
    lines: list[str] = []
    for topic, entries in _by_topic(told).items():
        if entries:
            lines += wrap(messages.say(f"keep.{topic}"), width)
            for text, rules in _merged(topic, entries).items():
                point = f"{text} [{', '.join(dict.fromkeys(rules))}]"
                lines += wrap(point, width, first=f"{INDENT * 2}- ")
    if lines:
        lines += wrap(messages.say("keep.more", count=len(told)), width)
    return Section(messages.say("keep.title"), tuple(lines))


def _by_topic(told: Iterable[Advice]) -> dict[str, list[Advice]]:
    topics = {effect: topic for topic, effects in TOPICS.items() for effect in effects}
    found: dict[str, list[Advice]] = {topic: [] for topic in TOPICS}
    for entry in told:
        found[topics.get(entry.effect, "other")].append(entry)
    return found


def _merged(topic: str, entries: Iterable[Advice]) -> dict[str, list[str]]:
    """Lines with their rules: checks of one rhythm together, and reasons only once."""
    if topic not in IN_FULL:
        reasons: dict[str, list[str]] = {}
        for entry in entries:
            reasons.setdefault(entry.why, []).append(entry.rule)
        return reasons
    parts: dict[str, dict[str, None]] = {}
    rules: dict[str, list[str]] = {}
    for entry in entries:
        rhythm, _, rest = entry.text.partition(": ") if entry.effect == "monitor" else ("", "", "")
        head = rhythm if rest else entry.text
        parts.setdefault(head, {}).update({rest.rstrip("."): None} if rest else {})
        rules.setdefault(head, []).append(entry.rule)
    return {
        f"{head}: {'; '.join(rest)}." if rest else head: rules[head] for head, rest in parts.items()
    }
