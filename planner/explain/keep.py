"""What to keep in mind: what must be said in full, the rest as one short paragraph a topic.

The summary is what a person reads; every sentence with its numbers and its rule stands in the plan,
in the printed programme and in the table; `explain` says what belongs to an item.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import Advice, Plan
from planner.explain.layout import INDENT, Section, points, wrap
from planner.explain.messages import Messages

# Most important first; an effect that no topic names belongs to the last one.
TOPICS = {
    "stop": ("stop", "exclude"),
    "watch": ("monitor", "finding"),
    "limits": ("cap", "floor", "set_method"),
    "harder": ("progress", "scale", "order"),
    "other": (),
}
REFER, BENEFIT = "refer", "benefit"


def benefits(plan: Plan, messages: Messages, width: int) -> Section:
    """What exercise is shown to do for people like this person."""
    told = [f"{entry.text} [{entry.rule}]" for entry in plan.advice if entry.effect == BENEFIT]
    return Section(messages.say("keep.benefit"), tuple(points(told, width)))


def advice(plan: Plan, messages: Messages, width: int) -> Section:
    """What no session can hold, by topic: stops and checks in full, the rest by its reasons."""
    told = [entry for entry in plan.advice if entry.effect not in (REFER, BENEFIT)]
    lines: list[str] = []
    for topic, entries in _by_topic(told).items():
        if topic == "stop":
            for entry in entries:
                lines += wrap(f"{entry.text} [{entry.rule}]", width, first=f"{INDENT}- ")
        elif entries:
            said = _checks(entries) if topic == "watch" else _reasons(entries)
            point = f"{messages.say(f'keep.{topic}')}: {said}"
            lines += wrap(point, width, first=f"{INDENT}- ")
    if lines:
        lines += wrap(messages.say("keep.more", count=len(told)), width)
    return Section(messages.say("keep.title"), tuple(lines))


def _by_topic(told: Iterable[Advice]) -> dict[str, list[Advice]]:
    topics = {effect: topic for topic, effects in TOPICS.items() for effect in effects}
    found: dict[str, list[Advice]] = {topic: [] for topic in TOPICS}
    for entry in told:
        found[topics.get(entry.effect, "other")].append(entry)
    return found


def _reasons(entries: Iterable[Advice]) -> str:
    return " ".join(dict.fromkeys(entry.why for entry in entries))


def _checks(entries: Iterable[Advice]) -> str:
    """Checks of one rhythm together, each once; other sentences as they are."""
    parts: dict[str, dict[str, None]] = {}
    for entry in entries:
        rhythm, _, rest = entry.text.partition(": ") if entry.effect == "monitor" else ("", "", "")
        head = rhythm if rest else entry.text
        parts.setdefault(head, {}).update({rest.rstrip("."): None} if rest else {})
    return " ".join(f"{head}: {'; '.join(rest)}." if rest else head for head, rest in parts.items())
