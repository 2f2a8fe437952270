"""Endurance that a person may do: minutes of a bout, days a week, effort - derived anew."""

from __future__ import annotations

from dataclasses import dataclass

from planner.audit.case import ENDURANCE, LIGHT, Case
from planner.audit.doses import dose_of, endurance_rows
from planner.audit.effort import rpe_from_borg
from planner.audit.firings import Fired
from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.knowledge.model import Activity

AT_ONCE = (
    *("minutes_per_bout", "unbroken_minutes", "minutes_per_session"),
    *("minutes_per_day", "barefoot_minutes_per_day"),
)
DAYS = ("days_per_week", "sessions_per_week")
WARM_UP, COOL_DOWN = "warm_up_minutes", "cool_down_minutes"


@dataclass(frozen=True)
class Mode:
    """One kind of endurance in one week.

    Attributes:
        activity: the record of the catalog.
        least, most: minutes of a bout.
        extra: minutes that a session needs beside it (set-up, warm-up, cool-down).
        days: most days a week.
        is_light: done at light effort or below.
    """

    activity: Activity
    least: float
    most: float
    extra: float
    days: int
    is_light: bool


def modes(case: Case, week: int) -> list[Mode]:
    """Every kind of endurance that may be placed in the week and that the template offers."""
    left_out = {name for phase in case.template.phases for name in phase.leave_out}
    found = []
    for activity in case.catalog.activities.values():
        full = dose_of(case, activity)
        if activity.component != ENDURANCE or full is None:
            continue
        if activity.id in left_out or (activity.family or activity.id) in left_out:
            continue
        if not case.verdicts.is_allowed_somehow(activity, week):
            continue
        most = most_minutes(case, activity, week)
        light = is_light(case, activity, week)
        if activity.minutes[0] <= most:
            found.append(
                Mode(
                    activity=activity,
                    least=activity.minutes[0],
                    most=most,
                    extra=activity.setup_minutes + (0 if light else _ends(case)),
                    days=days_a_week(case, activity, week),
                    is_light=light,
                )
            )
    return found


def most_minutes(case: Case, activity: Activity, week: int) -> float:
    """Longest bout: the range of the activity, the person's dose row, the template, every cap."""
    full = dose_of(case, activity)
    found = [float(activity.minutes[1])]
    found += [row.session_minutes[1] for row in endurance_rows(case)]
    chosen = case.phase(week).doses.get(activity.component)
    if chosen is not None and chosen.minutes_at_most is not None:
        found.append(chosen.minutes_at_most)
    for fired in _caps(case, activity, week):
        body = fired.body
        is_whole_session = body.quantity == "minutes_per_session" and body.target.any
        if body.quantity in AT_ONCE and body.value is not None and not is_whole_session:
            found.append(body.value)
        if body.quantity == "dose_pct" and full is not None and full.minutes is not None:
            found.append(-(-full.minutes * body.value // PERCENT))
    return min(found)


def start_minutes(case: Case, week: int) -> int:
    """Largest start dose of the endurance that may be done in the week."""
    doses = [
        dose_of(case, activity)
        for activity in case.catalog.activities.values()
        if activity.component == ENDURANCE and case.verdicts.is_allowed_somehow(activity, week)
    ]
    return max((dose.minutes or 0 for dose in doses if dose is not None), default=0)


def _caps(case: Case, activity: Activity, week: int) -> list[Fired]:
    return [
        fired
        for fired in case.firings.touching(activity, "cap", week)
        if not fired.body.soft
        and case.applies(fired, week)
        and fired.body.window != "first_week_of_item"
    ]


def is_light(case: Case, activity: Activity, week: int) -> bool:
    """Its effort, lowered by every cap of the week, is light or below."""
    full = dose_of(case, activity)
    if full is None or full.rpe is None:
        return False
    classes = case.catalog.intensity_classes
    efforts: list[float] = [full.rpe]
    for fired in _caps(case, activity, week):
        value = fired.body.value
        if fired.body.quantity == "intensity_class":
            efforts.append(classes[value].rpe_0_10[1])
        elif fired.body.quantity == "effort_rpe_0_10":
            efforts.append(value)
        elif fired.body.quantity == "effort_rpe_6_20":
            efforts.append(rpe_from_borg(case.catalog, value))
    phase = case.phase(week)
    if phase.effort_rpe_at_most is not None:
        efforts.append(phase.effort_rpe_at_most)
    return min(efforts) <= classes[LIGHT].rpe_0_10[1]


def _ends(case: Case) -> float:
    """Minutes of warm-up and cool-down that hard rules ask for."""
    total = 0.0
    for quantity in (WARM_UP, COOL_DOWN):
        total += max(
            (
                fired.body.value
                for week in case.weeks
                for fired in case.firings.limits("floor", quantity, week)
                if case.applies(fired, week)
            ),
            default=0,
        )
    return total


def days_a_week(case: Case, activity: Activity, week: int) -> int:
    """Most days of the dose, lowered by caps; a whole week where there is no dose."""
    full = dose_of(case, activity)
    days = DAYS_PER_WEEK if full is None else full.days_per_week[1]
    caps = [f.body.value for f in _caps(case, activity, week) if f.body.quantity in DAYS]
    return int(min([days, *caps]))
