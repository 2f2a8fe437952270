"""What opens later, what was left out and why, what is still open, and what comes after."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.local import measured, number
from planner.domain.plan import Excluded, Plan
from planner.explain.layout import INDENT, Section, day, points, table, wrap
from planner.explain.messages import Messages
from planner.knowledge import Catalog

REASONS_SHOWN = 8
NAMES_SHOWN = 4
FORECAST_EVERY_WEEKS = 4


def gates(plan: Plan, catalog: Catalog, messages: Messages, width: int) -> Section:
    """What is deferred, until which criterion, and when that is checked."""
    lines: list[str] = []
    for gate in plan.gates:
        if gate.status == "met":
            continue
        if gate.check_on is None:
            when = messages.say("gate.never")
        else:
            week = gate.earliest_week
            when = messages.say("gate.check", week=week, date=day(gate.check_on))
        text = f"{gate.text[:1].upper()}{gate.text[1:]} ({gate.criterion}): {when}"
        lines += wrap(text, width, first=f"{INDENT}- ")
        if gate.opens:
            opens = messages.say("gate.opens", names=_names(gate.opens, catalog, messages))
            lines += wrap(opens, width, first=INDENT * 3)
    return Section(messages.say("section.opens"), tuple(lines))


def left_out(plan: Plan, catalog: Catalog, messages: Messages, width: int) -> Section:
    """Activities that are not offered, grouped by reason; the most frequent reasons first."""
    groups: dict[tuple[str, str], list[Excluded]] = {}
    for entry in plan.excluded:
        groups.setdefault((entry.verdict, _reason(entry, catalog)), []).append(entry)
    ranked = sorted(groups.items(), key=lambda group: -len(_activities(group[1])))
    lines: list[str] = []
    for (verdict, reason), entries in ranked[:REASONS_SHOWN]:
        activities = _activities(entries)
        names = _names(activities, catalog, messages)
        text = f"{messages.say(f'verdict.{verdict}')}: {reason} ({names})"
        lines += wrap(text, width, first=f"{INDENT}{len(activities):>4}  ")
    hidden = ranked[REASONS_SHOWN:]
    if hidden:
        count = len({entry.activity for _, entries in hidden for entry in entries})
        lines += wrap(
            messages.counted("left_out.others", len(hidden)), width, first=f"{INDENT}{count:>4}  "
        )
    if lines:
        lines.append(f"{INDENT}{messages.say('left_out.more')}")
    return Section(messages.say("section.left_out"), tuple(lines))


def conflicts(plan: Plan, messages: Messages, width: int) -> Section:
    """Suggestions that a rule blocks, overrides, sources that disagree, and warnings."""
    texts = [*(conflict.text for conflict in plan.conflicts), *plan.warnings]
    return Section(messages.say("section.conflicts"), tuple(points(dict.fromkeys(texts), width)))


def questions(plan: Plan, messages: Messages, width: int) -> Section:
    """Answers that are missing, and what they would change."""
    asked: dict[str, list[str]] = {}
    for question in plan.questions:
        asked.setdefault(question.why_it_matters, []).append(question.text)
    lines: list[str] = []
    for why, texts in asked.items():
        lines += wrap(why, width)
        lines += [line for text in texts for line in wrap(text, width, first=f"{INDENT}  - ")]
    return Section(messages.say("section.questions"), tuple(lines))


def forecast(plan: Plan, messages: Messages) -> Section:
    """Body mass as it may develop, with its band."""
    if plan.forecast is None:
        return Section(messages.say("section.forecast"), ())
    shown = [
        point
        for position, point in enumerate(plan.forecast.weight_kg)
        if not position % FORECAST_EVERY_WEEKS or point is plan.forecast.weight_kg[-1]
    ]
    rows = [
        (
            str(point.week),
            _mass(point.value),
            messages.say("page.from_to", start=_mass(point.low), end=_mass(point.high)),
        )
        for point in shown
    ]
    head = (messages.say("head.week"), measured(0, "kg")[1], messages.say("head.range"))
    return Section(messages.say("section.forecast"), tuple(table(head, rows, frozenset({0, 1}))))


def _mass(kg: float) -> str:
    return number(measured(kg, "kg")[0])


def maintenance(plan: Plan, messages: Messages, width: int) -> Section:
    """What to keep up afterwards."""
    return Section(messages.say("section.afterwards"), tuple(points(plan.maintenance, width)))


def _reason(entry: Excluded, catalog: Catalog) -> str:
    """The sentence of the first rule, so that equal reasons fall together."""
    for rule in entry.rules:
        if rule in catalog.rules:
            return f"{catalog.rules[rule].says.rstrip('.')} [{rule}]"
    return entry.text.rstrip(".")


def _activities(entries: Iterable[Excluded]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.activity for entry in entries))


def _names(activities: Iterable[str], catalog: Catalog, messages: Messages) -> str:
    names = [catalog.activities[activity].name for activity in activities]
    more = len(names) - NAMES_SHOWN
    # Names hold commas themselves.
    shown = "; ".join(names[:NAMES_SHOWN])
    return messages.say("change.and_more", names=shown, count=more) if more > 0 else shown
