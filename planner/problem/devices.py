"""Wearing calendars of insoles (hours by day) and heel lifts (millimetres by fortnight)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import ItemDose
from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.eligibility import ActiveLimit
from planner.knowledge.ramps import HeelLiftRamp, LiftStep, OrthoticRamp, WearItem
from planner.problem.context import Context
from planner.problem.model import AllDayEntry

HOURS = "device_hours_per_day"
LIFT = "lift_mm"


def device_entries(context: Context, first: int) -> Iterator[AllDayEntry]:
    """Entries of every device that is indicated and open, from day `first` on."""
    yield from _orthotic(context, first)
    yield from _heel_lift(context, first)


def _ramp_limits(context: Context, quantity: str) -> list[ActiveLimit]:
    return [
        limit
        for limit in context.limits
        if limit.quantity == quantity and limit.body.value_from is not None
    ]


def _orthotic(context: Context, first: int) -> Iterator[AllDayEntry]:
    """The slowest insole ramp in force; the series stops where its item is closed."""
    ramps = [
        (limit, ramp)
        for limit in _ramp_limits(context, HOURS)
        if isinstance(ramp := context.catalog.ramps.of(limit.body.value_from or ""), OrthoticRamp)
    ]
    if not ramps:
        return
    limit, ramp = min(ramps, key=lambda pair: [hours for _, hours in pair[1].by_day])
    worn = 0
    hours_of = dict(ramp.by_day)
    for number in _days(context, first):
        day = worn + 1
        item = next(i for i in ramp.items if _holds(i, day))
        if not context.open_sides(item.activity, number // DAYS_PER_WEEK):
            return
        worn = day
        yield AllDayEntry(
            day=number,
            activity=item.activity,
            dose=ItemDose(hours=hours_of.get(day, max(hours_of.values()))),
            rule=limit.rule,
            text=limit.text,
        )


def _heel_lift(context: Context, first: int) -> Iterator[AllDayEntry]:
    """The lowest heel-lift ramp in force, up to the share of the difference that is treated."""
    ramps = [
        (limit, ramp)
        for limit in _ramp_limits(context, LIFT)
        if isinstance(ramp := context.catalog.ramps.of(limit.body.value_from or ""), HeelLiftRamp)
    ]
    difference = context.answers.facts.get("lld_mm")
    if not ramps or not isinstance(difference, int | float):
        return
    limit, ramp = min(ramps, key=lambda pair: pair[1].start_mm)
    standard = context.catalog.ramps.heel_lift_standard
    if difference < standard.treat_from_mm:
        return
    grid = context.planning.lift_grid_mm
    target = difference * standard.target_pct / PERCENT // grid * grid
    worn = 0
    for number in _days(context, first):
        day = worn + 1
        step = next(s for s in ramp.steps if _holds(s, day))
        height = min(step.lift_mm or standard.max_in_shoe_mm, target, ramp.max_in_shoe_mm)
        activity = step.activity if step.lift_mm is not None else _highest(ramp).activity
        if not context.open_sides(activity, number // DAYS_PER_WEEK):
            return
        worn = day
        hours = dict(ramp.hours_by_day)
        yield AllDayEntry(
            day=number,
            activity=activity,
            dose=ItemDose(lift_mm=height, hours=hours.get(day, max(hours.values()))),
            rule=limit.rule,
            text=limit.text,
            conditional=step.needs,
        )


def _holds(step: WearItem | LiftStep, day: int) -> bool:
    return step.from_day <= day and (step.to_day is None or day <= step.to_day)


def _highest(ramp: HeelLiftRamp) -> LiftStep:
    """The last step inside the shoe: what lies beyond goes on the sole."""
    return next(step for step in reversed(ramp.steps) if step.lift_mm is not None)


def _days(context: Context, first: int) -> Iterator[int]:
    # A device is worn on days away too: a day without wear would not advance.
    yield from range(first, context.weeks * DAYS_PER_WEEK)
