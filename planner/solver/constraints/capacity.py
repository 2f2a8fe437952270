"""`window_capacity`: what lies in a session fits into its slot, with warm-up and cool-down.

The time that a person gives can clash with demands, so its rows can carry a guard literal.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.problem.model import Slot
from planner.solver.variables import IntVar, Sum, Variables

TIME = "time"


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Minutes, items a session, sessions a day; warm-up where something needs it.

    With guards, the minutes of a slot bind only while the guard `TIME` is true.
    """
    guard = guards.get(TIME) if guards is not None else None
    overhead = v.problem.warm_up_minutes + v.problem.cool_down_minutes
    for slot in v.open_slots:
        terms: list[IntVar] = [v.warm[slot.index]]
        minutes = [overhead]
        for index in range(len(v.problem.candidates)):
            y = v.y.get((index, slot.index))
            if y is None:
                continue
            for boolean, amount in v.by_value(index, slot, lambda option: option.minutes):
                terms.append(boolean)
                minutes.append(amount)
            if (index, slot.index) in v.units:
                terms.append(v.units[index, slot.index])
                minutes.append(v.problem.grid)
            _warm_up(v, index, slot)
        taken = Sum.weighted_sum(terms, minutes)
        # A slot without a session holds nothing. Said in this row too, half a session in each slot
        # of a day no longer has the time of both: plans are better and bounds much tighter.
        row = v.model.add(taken <= slot.capacity * v.used[slot.index])
        if guard is not None:
            row.only_enforce_if(guard)
    _session_caps(v)
    for slots in v.slots_of_day.values():
        if len(slots) > v.problem.sessions_per_day:
            used = Sum.sum([v.used[slot.index] for slot in slots])
            v.model.add(used <= v.problem.sessions_per_day)


def _warm_up(v: Variables, index: int, slot: Slot) -> None:
    options = v.options[index, slot.week]
    needing = [x for option, x in options.items() if option.needs_warm_up]
    y, warm = v.y[index, slot.index], v.warm[slot.index]
    if len(needing) == len(options):
        v.model.add_implication(y, warm)
    elif needing:
        v.model.add(warm >= y + Sum.sum(needing) - 1)


def _session_caps(v: Variables) -> None:
    for cap in v.problem.session_caps:
        if cap.week not in v.weeks:
            continue
        for slot in filter(v.is_open, v.slots_of_week[cap.week]):
            placed = [v.y[c, slot.index] for c in cap.candidates if (c, slot.index) in v.y]
            if len(placed) > cap.value:
                v.model.add(Sum.sum(placed) <= cap.value)
