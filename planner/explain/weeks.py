"""The weeks at a glance, and the first week in full."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from planner.domain.local import clock
from planner.domain.plan import AllDay, Item, ItemDose, Plan, Session, WeekSummary
from planner.domain.units import DAYS_PER_WEEK
from planner.explain.dose import dose_in_words
from planner.explain.layout import (
    INDENT,
    Section,
    fitting_table,
    month,
    short_day,
    weekday,
    wrap,
)
from planner.explain.messages import Messages

DEEP = INDENT * 2
NO_DOSE = ItemDose()


def week_table(plan: Plan, messages: Messages, width: int) -> Section:
    """Week by component: what is planned against the target."""
    if not plan.weeks:
        return Section(messages.say("section.weeks"), ())
    components: dict[str, None] = {}
    for week in plan.weeks:
        components.update(dict.fromkeys(week.targets))
    rows = [
        (
            f"{week.week}*" if week.deload else f"{week.week} ",
            _start(plan, week),
            *(_cell(week, component) for component in components),
            str(len(week.new_items)),
            str(sum(1 for session in plan.sessions if session.week == week.week)),
        )
        for week in plan.weeks
    ]
    say = messages.say
    head = (
        say("head.week"), say("head.from"), *(messages.short(name) for name in components),
        say("head.new"), say("head.sessions"),
    )  # fmt: skip
    lines = fitting_table(head, rows, frozenset(range(len(head))) - {1}, width)
    lines += wrap(messages.say("weeks.legend"), width)
    if any(week.deload for week in plan.weeks):
        lines += wrap(messages.say("weeks.lighter"), width)
    return Section(messages.say("section.weeks"), tuple(lines))


def first_week(plan: Plan, messages: Messages, width: int) -> Section:
    """Sessions and all-day items of the first week that has any, with doses."""
    weeks = [session.week for session in plan.sessions] + [entry.week for entry in plan.all_day]
    if not weeks:
        return Section(messages.say("section.first_week"), ())
    number = min(weeks)
    lines: list[str] = []
    for session in plan.sessions:
        if session.week == number:
            lines += _session(session, messages, width)
    by_activity: dict[tuple[str, str | None], list[AllDay]] = {}
    for entry in plan.all_day:
        if entry.week == number:
            by_activity.setdefault((entry.activity, entry.side), []).append(entry)
    if by_activity:
        lines.append(f"{INDENT}{messages.say('weeks.during_the_day')}")
        for entries in by_activity.values():
            lines += _all_day(entries, messages, width)
    lines += wrap(messages.say("weeks.effort"), width)
    return Section(messages.say("section.week_sessions", week=number), tuple(lines))


def _start(plan: Plan, week: WeekSummary) -> str:
    first = plan.request.start + dt.timedelta(weeks=week.week - 1)
    return f"{first.day:>2} {month(first)}"


def _cell(week: WeekSummary, component: str) -> str:
    target = week.targets.get(component)
    if target is None:
        return "-"
    planned = week.minutes if target.unit == "minutes" else week.days
    return f"{planned.get(component, 0)}/{target.goal}"


def _session(session: Session, messages: Messages, width: int) -> list[str]:
    minutes = sum(item.minutes for item in session.items)
    times = f"{clock(session.start)}-{clock(session.end)}"
    lines = [f"{INDENT}{short_day(session.date)}, {times} ({minutes} min)"]
    for item in sorted(session.items, key=lambda item: item.order):
        first = f"{DEEP}{item.minutes:>3} min  "
        lines += wrap(_item(item, messages), width, first=first)
    return lines


def _item(item: Item, messages: Messages) -> str:
    """Name, dose and condition; the minutes of the whole item stand in their own column."""
    text = item.name
    without_minutes = replace(item.dose, minutes=None)
    if without_minutes != NO_DOSE:
        ready = item.minutes - (item.dose.minutes or item.minutes)
        dose = item.dose if ready else without_minutes
        text = f"{text} - {dose_in_words(dose, messages, item.side)}"
        if ready:
            text = f"{text}; {messages.say('weeks.ready', minutes=ready)}"
    if item.conditional is not None:
        text = f"{text}. {messages.say('explain.conditional', criterion=item.conditional)}"
    return text


def _all_day(entries: list[AllDay], messages: Messages, width: int) -> list[str]:
    first = entries[0]
    days = ", ".join(weekday(entry.date) for entry in entries)
    when = messages.say("weeks.every_day") if len(entries) == DAYS_PER_WEEK else days
    told = [entry for entry in entries if entry.dose != NO_DOSE or entry.side is not None]
    doses = dict.fromkeys(dose_in_words(entry.dose, messages, entry.side) for entry in told)
    text = f"{when}: {first.name}"
    if doses:
        text = f"{text} ({messages.say('words.then_after').join(doses)})"
    return wrap(text, width, first=DEEP, rest=f"{DEEP}{INDENT}")
