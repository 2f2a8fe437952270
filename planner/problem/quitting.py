"""The quit-smoking calendar: steps relative to the quit day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.context import Context
from planner.problem.doses import all_day_dose
from planner.problem.model import AllDayEntry

READY = "ready_to_quit_30d"
AS_NEEDED = "as needed"
REPEATED = re.compile(r"^(?P<rhythm>daily|weekly) x (?P<times>\d+)$")


def quit_day(context: Context) -> int | None:
    """Day of the plan on which smoking stops; None for people who are not ready or do not smoke."""
    if context.answers.facts.get(READY) is not True:
        return None
    first_step = context.catalog.ramps.quit_smoking.steps[0].activity
    if context.first_open_week(first_step) is None:
        return None
    return context.planning.quit_day_from_start


def quit_entries(context: Context, first: int) -> Iterator[AllDayEntry]:
    """Every step of the calendar that lies in the plan; earlier steps move to the first day."""
    day = quit_day(context)
    ramp = context.catalog.ramps.quit_smoking
    end = context.weeks * DAYS_PER_WEEK
    if day is None:
        every = context.planning.quit_ask_again_weeks * DAYS_PER_WEEK
        for activity in context.planning.quit_if_not_ready:
            if context.first_open_week(activity) is not None:
                for number in range(first, end, every):
                    yield _entry(context, activity, number)
        return
    for step in ramp.steps:
        if step.activity not in context.catalog.activities:
            continue
        if context.first_open_week(step.activity) is None or step.recurrence == AS_NEEDED:
            continue
        begin = max(first, day + step.week * DAYS_PER_WEEK)
        for number in _occurrences(begin, step.recurrence):
            if number < end:
                yield _entry(context, step.activity, number)


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
        dose=all_day_dose(context, record),
        rule="ramps.quit_smoking",
        text=record.patient_why,
    )
