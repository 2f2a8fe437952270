"""`absence`: after days away endurance and sets start lower and come back step by step."""

from __future__ import annotations

from planner.domain.units import PERCENT
from planner.problem.bounds import Return
from planner.problem.model import Slot
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """Endurance units and sets of each block of seven days after a return."""
    for back in v.problem.returns:
        for number, pct in enumerate(back.minutes_pct):
            _minutes(v, back, number, pct)
        _sets(v, back)


def _slots(v: Variables, back: Return, number: int) -> list[Slot]:
    block = back.block(number)
    return [slot for slot in v.slots if slot.day in block]


def _minutes(v: Variables, back: Return, number: int, pct: int) -> None:
    """A share of the last whole week before, where endurance can have been done in it."""
    last = back.last_week
    block = _slots(v, back, number)
    after = [u for slot in block for u in v.units_in(slot.index)]
    if not after or not any(v.is_open(slot) for slot in block):
        return
    if number == 0 and back.minutes_most is not None:
        v.model.add(Sum.sum(after) <= back.minutes_most // v.problem.grid)
    before = [u for slot in v.slots_of_week[last or 0] for u in v.units_in(slot.index)]
    if last is not None and before:
        v.model.add(PERCENT * Sum.sum(after) <= pct * (Sum.sum(before) - v.missed_in(last)))


def _sets(v: Variables, back: Return) -> None:
    for number in range(max(len(back.sets_most), 1)):
        most = back.sets_most[number] if number < len(back.sets_most) else None
        less = back.sets_less if number == 0 else 0
        for slot in _slots(v, back, number):
            for index in v.of_component("strength"):
                sets = v.sets.get((index, slot.index))
                if sets is not None and v.is_open(slot):
                    _bound(v, index, slot, sets, most, less)


def _bound(v: Variables, index: int, slot: Slot, sets: IntVar, most: int | None, less: int) -> None:
    """At most the sets of the dose less some, and no more than `most`; one set stays."""
    options = v.options[index, slot.week]
    bounds = [
        max(1, min(option.sets - less, option.sets if most is None else most)) for option in options
    ]
    if any(bound < option.sets for bound, option in zip(bounds, options, strict=True)):
        v.model.add(sets <= Sum.weighted_sum(list(options.values()), bounds))
