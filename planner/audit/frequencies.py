"""On how many days of a week some activities can be done at all."""

from __future__ import annotations

from collections.abc import Sequence

from planner.audit.case import ENDURANCE, STRENGTH, Case
from planner.audit.endurance import days_a_week, is_light
from planner.domain.units import DAYS_PER_WEEK, HOURS_PER_DAY
from planner.knowledge.model import Activity

REST_HOURS, REST_DAYS = "rest_hours_same_muscle", "rest_days_per_week"


def most_days(case: Case, activities: Sequence[Activity], week: int) -> float:
    """Days of the most frequent allowed activity, less what rest asks for.

    Strength of one muscle rests some hours between sessions; a week has a rest day, on which only
    easy endurance may lie. What is done all day long may be done on every day.
    """
    timed = [activity for activity in activities if not is_all_day(case, activity)]
    allowed = [a for a in timed if case.verdicts.is_allowed_somehow(a, week)]
    if not allowed:
        return DAYS_PER_WEEK
    days: float = max(days_a_week(case, activity, week) for activity in allowed)
    components = {activity.component for activity in allowed}
    shared = set.intersection(*(set(activity.muscles.primary) for activity in allowed))
    hours = max((f.body.value for f in case.firings.limits("floor", REST_HOURS, week)), default=0)
    if components == {STRENGTH} and shared and hours:
        days = min(days, DAYS_PER_WEEK * HOURS_PER_DAY // hours)
    if components == {ENDURANCE} and not any(is_light(case, a, week) for a in allowed):
        rest = [fired.body.value for fired in case.firings.limits("floor", REST_DAYS, week)]
        days = min(days, DAYS_PER_WEEK - max(rest, default=0))
    return days


def is_all_day(case: Case, activity: Activity) -> bool:
    """It has no place in a session: reminders, habits, devices."""
    planning = case.catalog.planning
    return (
        activity.component in planning.all_day_components
        or activity.id in planning.all_day_activities
        or any(tag in planning.all_day_tags for tag in activity.tags)
    )
