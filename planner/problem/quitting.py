"""The quit-smoking calendar: steps relative to the quit day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner import eligibility
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.ramps import QuitStep
from planner.problem.context import Context
from planner.problem.doses import all_day_dose
from planner.problem.model import AllDayEntry

AS_NEEDED = "as needed"
REPEATED = re.compile(r"^(?P<rhythm>daily|weekly) x (?P<times>\d+)$")


def quit_day(context: Context) -> int | None:
    """Day of the plan on which smoking stops, also before or beyond the plan; None = never."""
    first_step = context.catalog.ramps.quit_smoking.steps[0].activity
    if context.first_open_week(first_step) is None:
        return None
    return eligibility.quit_day(context.catalog, context.answers, context.intake.plan.start)


def quit_entries(context: Context, first: int) -> Iterator[AllDayEntry]:
    """Every step of the calendar that has its day in the plan.

    What prepares for a quit day ahead moves to the first day where it is late. What is done as
    needed has no day.

    Args:
        context: the person and the plan.
        first: first day on which anything may stand.
    """
    day = quit_day(context)
    end = context.weeks * DAYS_PER_WEEK
    if day is None:
        every = context.planning.quit_ask_again_weeks * DAYS_PER_WEEK
        for activity in context.planning.quit_if_not_ready:
            if context.first_open_week(activity) is not None:
                for number in range(first, end, every):
                    yield _entry(context, activity, number)
        return
    for step in context.catalog.ramps.quit_smoking.steps:
        if step.activity not in context.catalog.activities:
            continue
        if context.first_open_week(step.activity) is None or step.recurrence == AS_NEEDED:
            continue
        for number in _days(step, day, first):
            if first <= number < end:
                yield _entry(context, step.activity, number)


def _days(step: QuitStep, quit_on: int, first: int) -> list[int]:
    """Days of a step, counted from the quit day; all of a preparation lies before it."""
    begin = quit_on + step.week * DAYS_PER_WEEK
    if step.week >= 0:
        return _occurrences(begin, step.recurrence)
    return [day for day in _occurrences(max(first, begin), step.recurrence) if day < quit_on]


def _occurrences(begin: int, recurrence: str) -> list[int]:
    match = REPEATED.match(recurrence)
    if match is None:
        return [begin]
    every = 1 if match["rhythm"] == "daily" else DAYS_PER_WEEK
    return [begin + every * count for count in range(int(match["times"]))]


def _entry(context: Context, activity: str, day: int) -> AllDayEntry:
    record = context.catalog.activities[activity]
    return AllDayEntry(
        day=day,
        activity=activity,
        dose=all_day_dose(context, record, day // DAYS_PER_WEEK),
        rule="ramps.quit_smoking",
        text=record.patient_why,
    )
