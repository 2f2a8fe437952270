"""Time of day: not too soon after waking, nor after a night shift, nor too close to sleep."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.clock import minutes, minutes_after_waking, minutes_to_sleep, night_shift_ends
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.audit.windows import AFTER_NIGHT_SHIFT, AFTER_WAKING
from planner.domain.units import MINUTES_PER_HOUR


@check("morning_flexion")
def morning_flexion(case: Case, report: Report) -> None:
    """Items keep their distance from waking, night shifts and sleep.

    Requirement: excludes with the windows `after_waking` and `after_night_shift` (seed S6), and
    `time_of_day` of the activity. Items run in their order, so an item starts after the minutes
    of those before it. Unknown waking counts as the start of the first free time. Hard floors on
    hours_before_sleep hold too. The intake holds no meal times: see `after_meal`.
    """
    for placed in case.in_sessions:
        awake = minutes_after_waking(case.intake, placed)
        for minimum, rule in _after_waking(case, placed):
            text = f"{awake} min after waking, at least {minimum} needed ({rule})"
            report.expect(awake is None or awake >= minimum, placed.where, text)
        for minimum, rule in _after_night_shift(case, placed):
            ends = night_shift_ends(case.intake, placed.date)
            gaps = [minutes(end, placed.starts) for end in ends if placed.starts is not None]
            holds = all(gap < 0 or gap >= minimum for gap in gaps)
            text = f"less than {minimum} min after a night shift ({rule})"
            report.expect(holds, placed.where, text)
        for minimum, rule in _before_sleep(case, placed):
            left = minutes_to_sleep(case.intake, placed)
            text = f"ends {left} min before sleep, {minimum} needed ({rule})"
            report.expect(left is None or left >= minimum, placed.where, text)


def _after_waking(case: Case, placed: Placed) -> list[tuple[int, str]]:
    found = [
        (fired.body.minutes, fired.rule)
        for fired in case.firings.touching(placed.activity, "exclude", placed.week)
        if fired.body.window == AFTER_WAKING
    ]
    wanted = placed.activity.time_of_day
    if wanted is not None and wanted.not_within_minutes_of_waking is not None:
        found.append((wanted.not_within_minutes_of_waking, "time_of_day"))
    return found


def _before_sleep(case: Case, placed: Placed) -> list[tuple[int, str]]:
    found = [
        (fired.body.value * MINUTES_PER_HOUR, fired.rule)
        for fired in case.floors("hours_before_sleep", placed)
    ]
    wanted = placed.activity.time_of_day
    if wanted is not None and wanted.end_minutes_before_sleep is not None:
        found.append((wanted.end_minutes_before_sleep, "time_of_day"))
    return found


def _after_night_shift(case: Case, placed: Placed) -> list[tuple[int, str]]:
    return [
        (fired.body.minutes, fired.rule)
        for fired in case.firings.touching(placed.activity, "exclude", placed.week)
        if fired.body.window == AFTER_NIGHT_SHIFT
    ]
