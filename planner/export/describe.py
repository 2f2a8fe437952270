"""What a calendar entry says: title, and a description that keeps what matters most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from msgspec import Struct

from planner.domain.plan import AllDay, Item, Plan, Session
from planner.explain.dose import dose_in_words
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.explain.must import Must, of_items, of_plan
from planner.export.approval import approval_text
from planner.export.signs import stop_signs
from planner.export.text import clean, one_line

SUMMARY_CHARS = 120
DESCRIPTION_CHARS = 2000
LINE_CHARS = 300
# A component that takes a quarter of the session or more stands in its title.
MAIN_SHARE = 4


class Rank(IntEnum):
    """Importance of a line of a description; the last ones are dropped first."""

    CHECK = 0
    STOP = 1
    ITEM = 2
    CARE = 3
    STEP_UP = 4
    WHAT = 5
    WHY = 6
    FIRST_STEP = 7
    STEP = 8


class Line(Struct, frozen=True):
    """One line of a description."""

    rank: Rank
    text: str


def session_title(session: Session, minutes: int, messages: Messages) -> str:
    """What the session is mostly about and how long it takes."""
    spent: dict[str, int] = {}
    for item in session.items:
        spent[item.component] = spent.get(item.component, 0) + item.minutes
    most, total = max(spent.values()), sum(spent.values())
    main = [name for name in spent if spent[name] * MAIN_SHARE >= total or spent[name] == most]
    parts = " + ".join(_part(session, name, messages) for name in main)
    return one_line(messages.say("calendar.session", parts=parts, minutes=minutes), SUMMARY_CHARS)


def day_title(entries: Sequence[AllDay], messages: Messages) -> str:
    """The names of the day's entries, as many as fit."""
    names = [one_line(entry.name, SUMMARY_CHARS) for entry in entries]
    for shown in range(len(names), 0, -1):
        parts = ", ".join(names[:shown])
        if shown < len(names):
            parts = messages.say("calendar.day_more", parts=parts, count=len(names) - shown)
        title = one_line(messages.say("calendar.day", parts=parts), len(parts) + SUMMARY_CHARS)
        if len(title) <= SUMMARY_CHARS:
            return title
    return one_line(messages.say("calendar.day", parts=names[0]), SUMMARY_CHARS)


def session_text(plan: Plan, session: Session, messages: Messages, remark: str = "") -> str:
    """The items in order, each with dose, technique and reason; checks, limits and stop rules.

    `remark` is said first of all, after the week.
    """
    musts = of_items(plan, session.week, {item.activity for item in session.items})
    return _text(plan, session.week, session.items, musts, messages, remark)


def day_text(plan: Plan, entries: Sequence[AllDay], messages: Messages, remark: str = "") -> str:
    """The day's entries, each with dose, technique and reason; checks and stop rules.

    `remark` is said first of all, after the week.
    """
    here = {entry.activity for entry in entries}
    musts = of_items(plan, entries[0].week, here, everywhere=False)
    return _text(plan, entries[0].week, entries, musts, messages, remark)


def plan_text(plan: Plan, messages: Messages) -> str:
    """What holds for the whole plan: screening, limits, referrals, checks, conflicts, warnings."""
    decision = f"screening.{plan.screening.decision}"
    texts = [approval_text(plan, messages)]
    texts += [messages.say(decision)] if decision in messages else []
    if plan.screening.provisional:
        texts.append(messages.say("screening.provisional"))
    texts += [messages.say("calendar.limit", text=limit.text) for limit in plan.screening.limits]
    texts += [conflict.text for conflict in plan.conflicts]
    texts += [must.text for must in of_plan(plan)]
    texts += plan.warnings
    return _fitted([Line(Rank.CHECK, text) for text in dict.fromkeys(texts)], messages)


def _text(
    plan: Plan,
    week: int,
    items: Sequence[Item | AllDay],
    musts: Iterable[Must],
    messages: Messages,
    remark: str,
) -> str:
    head = messages.say("calendar.week", week=week, weeks=plan.request.weeks)
    lines = [Line(Rank.CHECK, text) for text in (head, remark) if text]
    if mark := messages.mark:
        lines.append(Line(Rank.CHECK, mark))
    if plan.screening.provisional:
        lines.append(Line(Rank.CHECK, messages.say("screening.provisional")))
    lines += _checks(plan, items, messages)
    shared = _shared_care(items)
    for item in items:
        lines += _item(item, shared, messages)
    lines += _care(shared, len(items), messages)
    for must in musts:
        lines.append(Line(Rank.CARE, messages.say("calendar.limit", text=must.text)))
        if must.why:
            lines.append(Line(Rank.WHY, messages.say("calendar.why", text=must.why)))
    lines += _stop(items, messages)
    return _fitted(lines, messages)


def _is_step_up(text: str, messages: Messages) -> bool:
    """What must be reached on the easier level; it shapes no session in which it is reached."""
    return text.startswith(messages.texts["ladder.step_up"].partition("{")[0])


def _stop(items: Sequence[Item | AllDay], messages: Messages) -> Iterator[Line]:
    """Each stop sign once with the items that have it, what to do then, and why."""
    signs = stop_signs(((item.name, item.stop_if) for item in items), messages)
    if signs:
        yield Line(Rank.STOP, messages.say("calendar.stop"))
        yield from (Line(Rank.STOP, f"- {sign}") for sign in signs)
        yield Line(Rank.STOP, messages.say("calendar.stop_then"))


def _shared_care(items: Sequence[Item | AllDay]) -> dict[str, tuple[str, ...]]:
    """Precautions of several items, with the numbers or names of these."""
    found: dict[str, list[str]] = {}
    for item in items:
        label = str(item.order) if isinstance(item, Item) else item.name
        for text in dict.fromkeys(item.precautions):
            found.setdefault(text, []).append(label)
    return {text: tuple(labels) for text, labels in found.items() if len(labels) > 1}


def _care(shared: Mapping[str, tuple[str, ...]], count: int, messages: Messages) -> Iterator[Line]:
    for text, labels in shared.items():
        key = "calendar.care_all" if len(labels) == count else "calendar.care_some"
        yield Line(Rank.CARE, messages.say(key, items=", ".join(labels), text=text))


def _checks(plan: Plan, items: Sequence[Item | AllDay], messages: Messages) -> Iterator[Line]:
    """What must be measured before an item whose criterion is not known yet."""
    gates = {gate.criterion: gate for gate in plan.gates}
    for criterion in dict.fromkeys(item.conditional for item in items if item.conditional):
        names = ", ".join(item.name for item in items if item.conditional == criterion)
        gate = gates.get(criterion)
        text = gate.text if gate else messages.word(criterion)
        if gate is None or gate.check_on is None:
            words = messages.say("calendar.check_undated", names=names, text=text)
        else:
            date = day(gate.check_on)
            words = messages.say("calendar.check", date=date, names=names, text=text)
        yield Line(Rank.CHECK, words)


def _item(
    item: Item | AllDay, shared: Mapping[str, tuple[str, ...]], messages: Messages
) -> Iterator[Line]:
    dose = dose_in_words(item.dose, messages, item.side)
    if isinstance(item, Item):
        key = "calendar.new_item" if item.new else "calendar.item"
        title = messages.say(key, number=item.order, name=item.name, dose=dose)
    else:
        title = messages.say("calendar.day_item", name=item.name, dose=dose)
    yield Line(Rank.ITEM, title)
    for text in (text for text in item.precautions if text not in shared):
        rank = Rank.STEP_UP if _is_step_up(text, messages) else Rank.CARE
        yield Line(rank, messages.say("calendar.care", text=text))
    if item.what:
        yield Line(Rank.WHAT, item.what)
    for number, step in enumerate(item.how):
        yield Line(Rank.STEP if number else Rank.FIRST_STEP, f"- {step}")
    reason = next((because.text for because in item.why if because.text), None)
    if reason is not None and reason != item.what:
        yield Line(Rank.WHY, messages.say("calendar.why", text=reason))


def _fitted(lines: Sequence[Line], messages: Messages) -> str:
    """The most important lines that fit, in their own order; says so if any is left out."""
    texts = [one_line(line.text, LINE_CHARS) for line in lines]
    hint = messages.say("calendar.see_plan")
    if sum(len(text) + 1 for text in texts) <= DESCRIPTION_CHARS:
        return "\n".join(texts)
    room = DESCRIPTION_CHARS - len(hint)
    kept: set[int] = set()
    for number in sorted(range(len(lines)), key=lambda number: (lines[number].rank, number)):
        room -= len(texts[number]) + 1
        if room < 0:
            break
        kept.add(number)
    shown = [text for number, text in enumerate(texts) if number in kept]
    return clean("\n".join([*shown, hint]), DESCRIPTION_CHARS)


def _part(session: Session, component: str, messages: Messages) -> str:
    """A component in words; the family where one item stands for the whole component."""
    items = [item for item in session.items if item.component == component]
    word = items[0].family if len(items) == 1 and items[0].family else component
    return messages.word(word)


def component_words(component: str, messages: Messages) -> str:
    """The name of a component for people."""
    key = f"component.{component}"
    return messages.say(key) if key in messages else messages.word(component)


def from_to(first: int, last: int, messages: Messages) -> str:
    """Weeks from the first to the last; one week stands alone."""
    return messages.counted("sheet.from_to", last - first + 1, first=first, last=last)
