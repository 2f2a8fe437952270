"""`correction_before_stretch` and other orders: something stands before, or with, the rest."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import FirstDemand
from planner.problem.model import Slot
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Whatever is `of` lies no earlier than the first of `what` plus the days between.

    Only where an all-day item stands on its day anyway can this clash with something: with
    guards, that row holds only while the guard of the demand's id is true.
    """
    for demand in v.problem.first_demands:
        _add_one(v, demand, guards.get(demand.id) if guards is not None else None)
        if demand.valid_days is not None:
            _still_valid(v, demand, demand.valid_days)


def _add_one(v: Variables, demand: FirstDemand, guard: IntVar | None) -> None:
    seen: IntVar | None = None
    # All-day items stand on days without a slot too.
    days = DAYS_PER_WEEK * (v.horizon.last + 1)
    history: dict[int, IntVar | None] = {}
    for day in range(demand.from_day, days):
        for slot in v.slots_of_day.get(day, ()):
            booleans = _in(v, _done(v, demand.what, slot), demand.what_activities, slot)
            if booleans:
                reached = v.model.new_bool_var("")
                earlier = [seen] if seen is not None else []
                v.model.add(reached <= Sum.sum(booleans + earlier))
                seen = reached
            is_open = slot.day >= v.problem.first_day
            if is_open and demand.what_day is None and not demand.days_before:
                # On the same day too it comes first: in the session or in one before it.
                _after(v, _in(v, demand.of, demand.of_activities, slot), seen)
        history[day] = seen
        is_open = (demand.of_day or 0) >= v.problem.first_day
        is_due = demand.what_day is None and demand.of_day == day + demand.days_before
        if is_due and is_open and demand.what:
            # An all-day item stands on that day: what it needs has to be done by then.
            row = v.model.add_bool_or([seen] if seen is not None else [])
            if guard is not None:
                row.only_enforce_if(guard)
        if demand.what_day is not None and day >= demand.what_day + demand.days_before:
            return
        if day < v.problem.first_day:
            continue
        ready = history.get(day - demand.days_before)
        _after(v, v.on_day(demand.of, demand.of_activities, day), ready)


def _done(v: Variables, candidates: tuple[int, ...], slot: Slot) -> tuple[int, ...]:
    """The candidates without what was missed in the slot: that comes before nothing."""
    return tuple(c for c in candidates if (c, slot.index) not in v.undone)


def _in(
    v: Variables, candidates: tuple[int, ...], activities: frozenset[str], slot: Slot
) -> list[IntVar]:
    found = (v.placed(index, slot, activities) for index in candidates)
    return [boolean for boolean in found if boolean is not None]


def _after(v: Variables, later: list[IntVar], ready: IntVar | None) -> None:
    for placed in later:
        if ready is None:
            v.model.add(placed == 0)
        else:
            v.model.add_implication(placed, ready)


def _still_valid(v: Variables, demand: FirstDemand, days: int) -> None:
    """Whatever is `of` lies no later than so many days after something of `what`."""
    done = {
        day: [
            boolean
            for slot in slots
            for boolean in _in(v, _done(v, demand.what, slot), demand.what_activities, slot)
        ]
        for day, slots in sorted(v.slots_of_day.items())
    }
    first = min((day for day, booleans in done.items() if booleans), default=0)
    for day, slots in v.slots_of_day.items():
        # Until the first trial can have expired, the order alone says enough.
        if day <= first + days or not v.is_open(slots[0]):
            continue
        placed = v.on_day(demand.of, demand.of_activities, day)
        recent = [
            boolean
            for other, booleans in done.items()
            if demand.days_before <= day - other <= days
            for boolean in booleans
        ]
        if placed:
            v.model.add(v.any_on_day(placed, day) <= Sum.sum(recent))
