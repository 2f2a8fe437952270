"""How many new exercises each week still takes beside what rules bring in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.units import DAYS_PER_WEEK
from planner.eligibility import ActiveLimit, Requirement
from planner.knowledge.model import Activity
from planner.problem.context import Context, remembered
from planner.problem.model import AllDayEntry

QUANTITY = "new_items_per_week"


def new_all_day(
    context: Context, entries: Iterable[AllDayEntry]
) -> dict[int, list[frozenset[str]]]:
    """All-day items that are new in a week (families once), as far as they count."""
    first: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    for entry in entries:
        activity = context.catalog.activities[entry.activity]
        if not counts_as_thing(context, activity):
            continue
        key = activity.family or activity.id
        first.setdefault(key, entry.day // DAYS_PER_WEEK)
        names.setdefault(key, set()).add(activity.id)
    found: dict[int, list[frozenset[str]]] = {}
    for key, week in first.items():
        found.setdefault(week, []).append(frozenset(names[key]))
    return found


def counts_as_thing(context: Context, activity: Activity) -> bool:
    """The activity counts against the caps on new items in its first week."""
    planning = context.planning
    is_free = activity.component in planning.not_new_components
    is_free = is_free or activity.id in planning.not_new_activities
    return not is_free and not set(activity.tags) & set(planning.not_new_tags)


def caps_on_new(context: Context, week: int) -> list[ActiveLimit]:
    """Hard caps on new things in the week (0-based)."""
    return [
        limit
        for limit in context.limits
        if limit.quantity == QUANTITY and limit.hard and week + 1 in limit.weeks
    ]


def new_left(context: Context, entries: Iterable[AllDayEntry]) -> list[int]:
    """New exercises by week that the caps leave when rules have what they demand."""
    all_day = new_all_day(context, entries)
    due = first_demanded(context)
    left = []
    for week in range(context.weeks):
        taken = all_day.get(week, [])
        caps = [
            int(limit.value) - sum(bool(names & limit.activities) for names in taken)
            for limit in caps_on_new(context, week)
            if limit.body.target.any or limit.body.target.component
        ]
        left.append(max(0, min(caps, default=0) - list(due.values()).count(week)))
    return left


@remembered
def first_demanded(context: Context) -> Mapping[frozenset[str], int]:
    """What rules demand in sessions, with the first week of each: narrow demands and components.

    A component that holds a narrow demand by then needs nothing new of its own.
    """
    narrow: dict[frozenset[str], int] = {}
    whole: dict[frozenset[str], int] = {}
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation != "per_week" or not requirement.weeks:
            continue
        if requirement.when_present is not None or _is_free(context, requirement.what):
            continue
        kept = whole if requirement.is_whole_component else narrow
        week = _due(context, requirement)
        kept[requirement.what] = min(week, kept.get(requirement.what, week))
    own = {
        what: week
        for what, week in whole.items()
        if not any(part <= what and first <= week for part, first in narrow.items())
    }
    return {**own, **narrow}


def _due(context: Context, requirement: Requirement) -> int:
    first = min(requirement.weeks)
    if requirement.body.unless_blocked:
        first = max(first, context.planning.unless_blocked_from_week)
    return first - 1


def _is_free(context: Context, what: frozenset[str]) -> bool:
    """Something of it does not count as new, or lies in no session."""
    activities = [context.catalog.activities[name] for name in what]
    return any(context.is_all_day(a) or not counts_as_thing(context, a) for a in activities)
