"""Wearing calendars of insoles (hours by day) and heel lifts (millimetres by fortnight)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    hours_of = dict(ramp.by_day)
    for number, day in _Wear(context, first, ramp.items).days():
        item = next(i for i in ramp.items if _holds(i, day))
        if not context.open_sides(item.activity, number // DAYS_PER_WEEK):
            return
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
    for number, day in _Wear(context, first, ramp.steps).days():
        step = next(s for s in ramp.steps if _holds(s, day))
        height = min(step.lift_mm or standard.max_in_shoe_mm, target, ramp.max_in_shoe_mm)
        activity = step.activity if step.lift_mm is not None else _highest(ramp).activity
        if not context.open_sides(activity, number // DAYS_PER_WEEK):
            return
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


class _Wear:
    """The days of wear, each with its place in the ramp.

    A revision goes on from the place that the past has reached. A hold repeats it for a week; a
    step back goes back one day first.
    """

    def __init__(self, context: Context, first: int, steps: Sequence[WearItem | LiftStep]) -> None:
        self.context = context
        self.first = first
        self.steps = steps
        self.reached = 0
        self.held = 0
        self._go_on()

    def days(self) -> Iterator[tuple[int, int]]:
        """Day of the plan and wear day; worn on days away too, a day without does not advance."""
        worn = self.reached
        for number in range(self.first, self.context.weeks * DAYS_PER_WEEK):
            if self.held and worn:
                self.held -= 1
            else:
                worn += 1
            yield number, worn

    def _go_on(self) -> None:
        history = self.context.history
        if history is None:
            return
        self.first = max(self.first, history.first_day)
        names = {step.activity for step in self.steps}
        own = [
            entry
            for entry in history.past.plan.all_day
            if entry.activity in names and entry.date < history.past.day
        ]
        if not own:
            return
        last = own[-1]
        alike = [e for e in own if (e.activity, e.dose) == (last.activity, last.dose)]
        step = next(step for step in self.steps if step.activity == last.activity)
        gone = len({entry.date for entry in own})
        self.reached = min(gone, step.to_day or gone)
        if self.reached < gone:
            self.reached = min(self.reached, step.from_day + len(alike) - 1)
        ruling = history.ruling(last.activity)
        if ruling is not None and ruling.change in ("hold", "step_back"):
            self.held = DAYS_PER_WEEK
            self.reached = max(self.reached - (ruling.change == "step_back"), 1)
