"""On how many days of a week a requirement can be met at all, and what keeps it from more.

A cap beats a floor with a warning (policy `combine`): doses, and the days that the person gives,
are caps on the days that a rule asks for, and so is a week that takes nothing more that is new.
Requirements of a severity that `days_give_way` does not name never give way to the person's days.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from planner.domain.units import DAYS_PER_WEEK
from planner.eligibility import ActiveLimit, Requirement
from planner.knowledge.model import Activity
from planner.problem.bouts import ENDURANCE
from planner.problem.context import Context
from planner.problem.demands.index import Index
from planner.problem.frequencies import most_days
from planner.problem.model import Option
from planner.problem.newness import QUANTITY, counts_as_thing, new_all_day
from planner.problem.reach import AVAILABILITY, reach_now

DOSE, NEW_HABITS = "dose", "new_habits_per_week"


class Most(Struct, frozen=True, kw_only=True):
    """Most days of a week, what limits them, and whether that closes the week to everything."""

    days: int
    limits: tuple[str, ...]
    closes: bool = False


def most_possible(context: Context, index: Index, requirement: Requirement, week: int) -> Most:
    """Most days of the week (0-based) on which the requirement can be met."""
    given = _given(context, index, requirement, week)
    bounds = [
        Most(days=most_days(context, requirement.what, week), limits=(DOSE,)),
        Most(days=given, limits=(AVAILABILITY,), closes=not given),
    ]
    if context.history is not None and (held := _by_minutes(context, index, requirement, week)):
        bounds.append(held)
    if _is_too_short(context, index, requirement, week):
        bounds.append(Most(days=0, limits=(DOSE,), closes=True))
    closing = _closing_rules(context, index, requirement, week)
    if closing:
        bounds.append(Most(days=0, limits=closing, closes=True))
    quiet = _quiet_rules(context, index, requirement, week)
    if quiet:
        done = len(index.days_done(requirement.what, week))
        bounds.append(Most(days=done, limits=quiet, closes=True))
    return min(bounds, key=lambda most: (most.days, not most.closes))


def _by_minutes(context: Context, index: Index, requirement: Requirement, week: int) -> Most | None:
    """Days of endurance into which the minutes of a week can be split in a revision.

    Holds where nothing but endurance can meet the requirement in that week. The longest of the
    shortest bouts of a ladder counts: a step to a level with shorter ones cannot add days too.
    """
    activities = context.catalog.activities
    kinds = {activities[name].component for name in requirement.what}
    ladders = [
        _options(index, number, requirement, week) for number in index.holding(requirement.what)
    ]
    is_mixed = any(option.units is None for options in ladders for option in options)
    if ENDURANCE not in kinds or is_mixed or index.days_done(requirement.what, week):
        return None
    reach = reach_now(context)[week]
    bouts = [max(o.units[0] for o in options if o.units) for options in ladders if options]
    least = min(bouts, default=0) * context.planning.minutes_grid
    return Most(days=reach.minutes // least, limits=reach.limits) if least else None


def _options(index: Index, number: int, requirement: Requirement, week: int) -> list[Option]:
    """What a candidate can hold of the requirement in a week that is still to come."""
    candidate = index.candidates[number]
    options = [path.options[week] for path in candidate.paths if not candidate.is_past]
    return [o for o in options if o is not None and o.activity in requirement.what]


def _is_too_short(context: Context, index: Index, requirement: Requirement, week: int) -> bool:
    """What is open in the week has no dose that fits, though something has one in another week."""
    what = requirement.what
    if not index.holding(what) or index.can_place(what, week) or index.days_done(what, week):
        return False
    return any(context.open_sides(name, week) for name in what)


def _closing_rules(
    context: Context, index: Index, requirement: Requirement, week: int
) -> tuple[str, ...]:
    """Rules that close all of it in the week, though something of it opens in another one."""
    what = requirement.what
    if week < context.open_week or not index.holding(what) or index.days_done(what, week):
        return ()
    if any(context.open_sides(name, week) for name in what):
        return ()
    verdicts = context.eligibility.verdicts.items()
    waiting = [verdict for (name, _), verdict in verdicts if name in what and verdict.opens_week]
    return tuple(dict.fromkeys(reason.rule for verdict in waiting for reason in verdict.reasons))


def _given(context: Context, index: Index, requirement: Requirement, week: int) -> int:
    """Days that the person gives: with free time, or from the first session on if all day long."""
    severity = context.catalog.rules[requirement.rule].severity
    if severity not in context.planning.days_give_way:
        return DAYS_PER_WEEK
    done = index.days_done(requirement.what, week)
    if index.can_place(requirement.what, week):
        slots = (s.day for s in context.slots if s.week == week and s.day >= context.first_day)
        days = {*slots, *done}
    else:
        inside = range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK)
        days = {day for day in inside if day >= context.first_day}
    return len(_apart(days)) if requirement.non_consecutive else len(days)


def _apart(days: Iterable[int]) -> list[int]:
    """As many of the days as can be taken without two in a row."""
    taken: list[int] = []
    for day in sorted(days):
        if not taken or day - taken[-1] > 1:
            taken.append(day)
    return taken


def _quiet_rules(
    context: Context, index: Index, requirement: Requirement, week: int
) -> tuple[str, ...]:
    """Rules that let nothing new begin in the week, or no more than did, where it has to be new.

    What the template begins gives way to what a rule asks for, so that it fills no week.
    """
    if index.can_place(requirement.what, week):
        return ()
    opened = [
        activity
        for activity in map(context.catalog.activities.__getitem__, sorted(requirement.what))
        if context.open_sides(activity.id, week)
    ]
    keys = {_key(activity) for activity in opened}
    held = {
        entry.day // DAYS_PER_WEEK
        for entry in index.all_day
        if _key(context.catalog.activities[entry.activity]) in keys
    }
    is_new = all(context.is_all_day(a) and counts_as_thing(context, a) for a in opened)
    if not opened or not is_new or any(other < week for other in held):
        return ()
    begun = _begun_by_rules(context, index, week)
    names = {activity.id for activity in opened}
    return tuple(
        limit.rule
        for limit in context.limits
        if limit.kind == "cap"
        and limit.quantity in (NEW_HABITS, QUANTITY)
        and limit.hard
        and week + 1 in limit.weeks
        and names <= limit.activities
        and (not limit.value or (week not in held and _is_full(limit, begun)))
    )


def _begun_by_rules(context: Context, index: Index, week: int) -> list[frozenset[str]]:
    """What is new in the week, each family once, as far as no template asks for it."""
    asked = {
        entry.activity
        for entry in index.all_day
        if entry.day // DAYS_PER_WEEK == week and entry.rule != context.template.id
    }
    return [names & asked for names in new_all_day(context, index.all_day).get(week, ())]


def _is_full(limit: ActiveLimit, begun: Iterable[frozenset[str]]) -> bool:
    return sum(bool(names & limit.activities) for names in begun) >= int(limit.value)


def _key(activity: Activity) -> str:
    return activity.family or activity.id
