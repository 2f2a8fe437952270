"""Heel lifts grow in small steps to their target."""

from __future__ import annotations

from itertools import pairwise

from planner.audit.case import Case
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.domain.units import PERCENT
from planner.knowledge.ramps import HeelLiftRamp, LiftStep

QUANTITY, STEP = "lift_mm", "lift_step_mm"
DIFFERENCE = "lld_mm"


@check("heel_lift")
def heel_lift(case: Case, report: Report) -> None:
    """Height by wear day, step, target and the limit inside the shoe are respected.

    Requirement: hard caps on lift_mm that name a ramp, and on lift_step_mm. Wear days count by
    date from the first lift. The height is given, at most the ramp's of that day (the smallest
    ramp), at most the target share of the measured difference, and at most what fits into a shoe
    unless the step has no fixed height. It grows by one step at most, and hours follow those of
    the first days. A step that needs a criterion says so until it is met.
    """
    lifts: list[tuple[Placed, list[HeelLiftRamp]]] = []
    for placed in sorted(case.placed, key=lambda p: p.date):
        found = [
            case.catalog.ramps.of(f.body.value_from or "") for f in case.caps(QUANTITY, placed)
        ]
        ramps = [ramp for ramp in found if isinstance(ramp, HeelLiftRamp)]
        if ramps:
            lifts.append((placed, ramps))
    for placed, ramps in lifts:
        day = (placed.date - lifts[0][0].date).days + 1
        height = placed.item.dose.lift_mm
        if height is None:
            report.expect(False, placed.where, "no height given")
            continue
        for ramp in ramps:
            _height(case, report, placed, ramp, day, height)
        if (target := _target(case)) is not None:
            text = f"{height:g} mm, the target is {target:g} mm"
            report.expect(height <= target, placed.where, text)
    for (before, _), (after, _) in pairwise(lifts):
        rise = (after.item.dose.lift_mm or 0) - (before.item.dose.lift_mm or 0)
        for fired in case.caps(STEP, after):
            text = f"grows by {rise:g} mm, at most {fired.body.value:g} mm"
            report.expect(rise <= fired.body.value, after.where, text)


def _height(
    case: Case, report: Report, placed: Placed, ramp: HeelLiftRamp, day: int, height: float
) -> None:
    step = next(s for s in ramp.steps if s.from_day <= day and day <= (s.to_day or day))
    reached = [hours for from_day, hours in ramp.hours_by_day if from_day <= day]
    hours = placed.item.dose.hours
    text = f"{hours} h on wear day {day}, at most {reached[-1]} h"
    report.expect(hours is None or hours <= reached[-1], placed.where, text)
    if step.lift_mm is not None:
        text = f"{height:g} mm on wear day {day}, at most {step.lift_mm:g} mm"
        report.expect(height <= step.lift_mm, placed.where, text)
        text = f"{height:g} mm in the shoe, at most {ramp.max_in_shoe_mm:g} mm"
        report.expect(height <= ramp.max_in_shoe_mm, placed.where, text)
    needs = _needs(ramp, height)
    if needs is not None and not case.firings.world(placed.week).criterion(needs):
        text = f"this height needs {needs}, and the item must say so"
        report.expect(placed.item.conditional == needs, placed.where, text)


def _needs(ramp: HeelLiftRamp, height: float) -> str | None:
    """Criterion of the first step that reaches the height."""
    reaching: list[LiftStep] = [s for s in ramp.steps if s.lift_mm is None or height <= s.lift_mm]
    return reaching[0].needs if reaching else ramp.steps[-1].needs


def _target(case: Case) -> float | None:
    difference = case.answers.facts.get(DIFFERENCE)
    if not isinstance(difference, int | float):
        return None
    return difference * case.catalog.ramps.heel_lift_standard.target_pct / PERCENT
