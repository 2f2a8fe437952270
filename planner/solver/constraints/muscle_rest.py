"""`rest_between_strength`: hours between strength sessions of one muscle, start to start."""

from __future__ import annotations

from planner.domain.units import HOURS_PER_DAY, MINUTES_PER_HOUR
from planner.problem.model import Slot
from planner.solver.variables import IntVar, Variables


def _minutes_between(first: Slot, second: Slot) -> int:
    days = second.day - first.day
    return days * HOURS_PER_DAY * MINUTES_PER_HOUR + second.start - first.start


def add(v: Variables) -> None:
    """No two sessions closer than the rest hours work the same muscle."""
    rest = v.problem.rest.muscle_hours * MINUTES_PER_HOUR
    strength = v.of_component("strength")
    by_muscle: dict[str, list[int]] = {}
    for index in strength:
        for muscle in sorted(v.problem.candidates[index].muscles):
            by_muscle.setdefault(muscle, []).append(index)
    close = [
        (first, second)
        for position, first in enumerate(v.slots)
        for second in v.slots[position + 1 :]
        if v.is_open(second)
        and second.day - first.day <= v.problem.rest.muscle_hours // HOURS_PER_DAY
        and _minutes_between(first, second) < rest
    ]
    # Muscles worked by the same candidates give the same rows.
    for users in sorted({tuple(users) for users in by_muscle.values()}):
        works = {slot.index: _works(v, users, slot) for slot in v.slots}
        for first, second in close:
            one, other = works[first.index], works[second.index]
            if one is not None and other is not None:
                v.model.add_bool_or([~one, ~other])


def _works(v: Variables, users: tuple[int, ...], slot: Slot) -> IntVar | None:
    booleans = [v.y[c, slot.index] for c in users if (c, slot.index) in v.y]
    if not booleans:
        return None
    if len(booleans) == 1:
        return booleans[0]
    some = v.model.new_bool_var("")
    for boolean in booleans:
        v.model.add_implication(boolean, some)
    return some
