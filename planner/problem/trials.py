"""Trials of stretches: how long they count, and in which weeks they are repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import DayDemand
from planner.problem.context import Context
from planner.problem.model import Candidate


def valid_days(context: Context, what: frozenset[str]) -> int | None:
    """Days for which a trial counts; None where the demand is about something else."""
    tests = context.catalog.stretch_tests
    return int(tests["valid_days"]) if what == {tests["trial_activity"]} else None


def with_repeats(context: Context, once: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The weeks (1-based) of what is done once, with trials repeated before the last one expires.

    The plan may be longer than the template.
    """
    tests = context.catalog.stretch_tests
    name = tests["trial_activity"]
    if name not in once:
        return once
    usable = sorted({slot.week + 1 for slot in context.slots})
    # A trial early in its week and a stretch late in another: less than so many weeks apart.
    apart = int(tests["valid_days"]) // DAYS_PER_WEEK - 1
    weeks = list(once[name])
    for week in usable:
        last = max((w for w in weeks if w <= week), default=week)
        following = min((w for w in weeks if w > week), default=context.weeks + 1)
        later = [w for w in usable if w > week]
        next_usable = later[0] if later else context.weeks + 1
        if following > next_usable > last + apart:
            weeks.append(week)
    return {**once, name: tuple(sorted(set(weeks)))}


def trial_minutes(
    context: Context, demands: Iterable[DayDemand], candidates: Sequence[Candidate]
) -> dict[int, int]:
    """Minutes of the trial session by week (0-based), where the week cannot do without it."""
    name = context.catalog.stretch_tests["trial_activity"]
    weeks = {
        week
        for demand in demands
        if demand.activities == {name} and demand.at_least and not demand.weight
        for week in demand.weeks
    }
    return {
        option.week: option.minutes
        for candidate in candidates
        if name in candidate.activities
        for path in candidate.paths
        for option in path.options
        if option is not None and option.week in weeks
    }
