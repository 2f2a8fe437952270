"""Causes of a change that the two plans show by themselves: a new limit, no room, more or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from planner.domain.part import Because
from planner.domain.plan import AllDay, Item, Plan, Session
from planner.problem.context import Context
from planner.problem.history import minute_of


def new_limits(
    context: Context, before: Plan, after: Plan, activity: str, week: int
) -> Iterator[Because]:
    """Hard caps on the activity in a week that are told now and were not before.

    A limit that is told only because the plan holds something new is not meant: the activity
    stood in the plan before, so a limit about it was told then.

    Args:
        context: of the search.
        before: the published plan, which holds the activity.
        after: the revision.
        activity: id.
        week: 1-based.
    """
    known = {limit.rule for limit in before.screening.limits}
    fresh = {limit.rule for limit in after.screening.limits} - known
    for limit in context.limits:
        is_cap = limit.kind == "cap" and limit.hard and limit.rule in fresh
        if is_cap and activity in limit.activities and week in limit.weeks:
            yield Because(rule=limit.rule, text=limit.text)


def takes_the_room(
    context: Context, before: Plan, after: Plan, old: Session, gone: Item
) -> Item | None:
    """What came, or became longer, where the item would have no room beside it any more.

    Args:
        context: of the search; its slots are the times that are free now.
        before: the published plan.
        after: the revision.
        old: the published session of the item.
        gone: the item, which the revision does not hold there.
    """
    start = minute_of(old.start)
    slot = next((s for s in context.slots if s.date == old.date and s.start <= start < s.end), None)
    if slot is None:
        return None
    there = [s for s in after.sessions if s.date == old.date and _is_in(s, slot.start, slot.end)]
    if not there or sum(map(_length, there)) + gone.minutes <= slot.capacity:
        return None
    was = _minutes(s for s in before.sessions if s.date == old.date)
    grown = [
        item
        for session in there
        for item in session.items
        if item.activity != gone.activity and item.minutes > was.get(item.activity, 0)
    ]
    return max(grown, key=lambda item: item.minutes - was.get(item.activity, 0), default=None)


def takes_the_place(before: Plan, after: Plan, old: Session, gone: Item) -> Item | None:
    """What of the same component came into the session that the item left."""
    key = (old.date, old.start)
    was = {i.activity for s in before.sessions if (s.date, s.start) == key for i in s.items}
    return next(
        (
            item
            for session in after.sessions
            if (session.date, session.start) == key
            for item in session.items
            if item.component == gone.component and item.activity not in was
        ),
        None,
    )


def comes_first(before: Plan, after: Plan, gone: Item, week: int) -> Item | None:
    """What begins in the week in which the item was to begin, and did not begin then before.

    None where the item had begun earlier, or has begun by that week all the same.
    """
    debut = _debuts(before).get(gone.activity)
    begun = _debuts(after)
    if debut is None or debut > week or begun.get(gone.activity, week + 1) <= week:
        return None
    new = [i for s in after.sessions if s.week == debut for i in s.items if i.new]
    was = {i.activity for s in before.sessions if s.week == debut for i in s.items if i.new}
    return next((item for item in new if item.activity not in was), None)


def _debuts(plan: Plan) -> dict[str, int]:
    """Week in which each activity is new; those that never are so are not in it."""
    found: dict[str, int] = {}
    for session in plan.sessions:
        for item in session.items:
            if item.new:
                found[item.activity] = min(session.week, found.get(item.activity, session.week))
    return found


def is_less(old: Item | AllDay, new: Item | AllDay) -> bool:
    """Some amount of the dose falls and none rises."""
    return _steps(old, new) == {-1}


def is_more(old: Item | AllDay, new: Item | AllDay) -> bool:
    """Some amount of the dose rises and none falls."""
    return _steps(old, new) == {1}


def _steps(old: Item | AllDay, new: Item | AllDay) -> set[int]:
    was, now = msgspec.to_builtins(old.dose), msgspec.to_builtins(new.dose)
    both = [(was.get(name), value) for name, value in now.items()]
    numbers = [(a, b) for a, b in both if _is_number(a) and _is_number(b) and a != b]
    return {1 if b > a else -1 for a, b in numbers}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_in(session: Session, start: int, end: int) -> bool:
    return start <= minute_of(session.start) < end


def _length(session: Session) -> int:
    return minute_of(session.end) - minute_of(session.start)


def _minutes(sessions: Iterable[Session]) -> dict[str, int]:
    """Minutes of each activity; both sides are items of their own."""
    found: dict[str, int] = {}
    for session in sessions:
        for item in session.items:
            found[item.activity] = max(found.get(item.activity, 0), item.minutes)
    return found
