"""On how many days of a week something can be done: doses, rest of muscles, rest days."""

from __future__ import annotations

from planner.domain.units import DAYS_PER_WEEK, HOURS_PER_DAY
from planner.knowledge.model import Activity
from planner.problem.bouts import ENDURANCE
from planner.problem.context import Context, remembered
from planner.problem.doses import base_dose, dose
from planner.problem.limits import highest_floor
from planner.problem.options import days_a_week, is_light

STRENGTH = "strength"
REST_HOURS, REST_DAYS = "rest_hours_same_muscle", "rest_days_per_week"


@remembered
def most_days(context: Context, what: frozenset[str], week: int) -> int:
    """Most days of the week on which one of the activities can be done, by its own dose.

    A demand for more days than that gives way to the dose (a cap), and the plan says so. What is
    done all day long may be done on every day.
    """
    chosen = [context.catalog.activities[name] for name in sorted(what)]
    timed = [activity for activity in chosen if not context.is_all_day(activity)]
    opened = [activity for activity in timed if context.open_sides(activity.id, week)]
    if not opened:
        return DAYS_PER_WEEK
    return min(_by_dose(context, opened, week), _by_rest(context, opened, week))


def _by_dose(context: Context, activities: list[Activity], week: int) -> int:
    days = [
        days_a_week(context, activity, week, row.days_per_week, is_first=False)[-1]
        for activity in activities
        if (row := base_dose(context, activity)) is not None
    ]
    return max(days, default=DAYS_PER_WEEK)


def _by_rest(context: Context, activities: list[Activity], week: int) -> int:
    components = {activity.component for activity in activities}
    if components == {STRENGTH}:
        muscles = [set(activity.muscles.primary) for activity in activities]
        hours = highest_floor(context, REST_HOURS)
        if hours and set.intersection(*muscles):
            return DAYS_PER_WEEK * HOURS_PER_DAY // hours
    if components == {ENDURANCE} and not any(_light(context, a, week) for a in activities):
        return DAYS_PER_WEEK - highest_floor(context, REST_DAYS)
    return DAYS_PER_WEEK


def _light(context: Context, activity: Activity, week: int) -> bool:
    given = dose(context, activity, week, is_first=False)
    return given is not None and is_light(context, given.rpe)
