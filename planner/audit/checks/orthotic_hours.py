"""Insoles are worn in hour by hour."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.knowledge.ramps import OrthoticRamp

QUANTITY = "device_hours_per_day"


@check("orthotic_hours")
def orthotic_hours(case: Case, report: Report) -> None:
    """Hours of wear stay below the ramp of the wear day, and no wear day is skipped.

    Requirement: hard caps on device_hours_per_day that name a ramp. The n-th date with a device of
    the cap's target is wear day n; the dates follow each other, but where a revision begins and
    waits for what has to come first; hours are given; the smallest ramp counts (its last value
    lasts); the activity fits the wear day in one of the ramps, in a revision that day or an earlier
    one.
    """
    wear: dict[dt.date, list[tuple[Placed, list[OrthoticRamp]]]] = {}
    for placed in case.placed:
        found = [
            case.catalog.ramps.of(f.body.value_from or "") for f in case.caps(QUANTITY, placed)
        ]
        ramps = [ramp for ramp in found if isinstance(ramp, OrthoticRamp)]
        if ramps:
            wear.setdefault(placed.date, []).append((placed, ramps))
    for index, date in enumerate(sorted(wear)):
        day = index + 1
        for placed, ramps in wear[date]:
            before = sorted(wear)[index - 1]
            follows = index == 0 or _follows(case, before, date)
            report.expect(follows, placed.where, f"wear day {day} does not follow the day before")
            most = min(_most_hours(ramp, day) for ramp in ramps)
            hours = placed.item.dose.hours
            text = f"{hours} h on wear day {day}, at most {most} h"
            report.expect(hours is not None and hours <= most, placed.where, text)
            # After a hold or a step back of a revision a later wear day is an earlier step.
            steps = range(1, day + 1) if case.join is not None else (day,)
            fits = any(_fits(ramp, placed.activity.id, step) for ramp in ramps for step in steps)
            report.expect(fits, placed.where, f"is not the step of wear day {day}")


def _follows(case: Case, before: dt.date, date: dt.date) -> bool:
    waits = case.join is not None and before < case.join.day <= date
    return waits or date == before + dt.timedelta(days=1)


def _most_hours(ramp: OrthoticRamp, day: int) -> int:
    reached = [hours for from_day, hours in ramp.by_day if from_day <= day]
    return reached[-1] if reached else 0


def _fits(ramp: OrthoticRamp, activity: str, day: int) -> bool:
    return any(
        item.activity == activity
        and item.from_day <= day
        and (item.to_day is None or day <= item.to_day)
        for item in ramp.items
    )
