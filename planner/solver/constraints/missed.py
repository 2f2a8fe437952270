"""`missed`: what was missed is neither moved to the next days nor made up for by more of it."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """In the week in which a revision begins, no more of a missed item than was published."""
    revision = v.problem.revision
    week = v.problem.first_week
    if revision is None or week not in v.weeks:
        return
    for group in revision.missed:
        own = [i for i, c in enumerate(v.problem.candidates) if c.group == group and not c.once]
        slots = [slot for slot in v.slots_of_week[week] if v.is_open(slot)]
        coming = [
            one
            for one in revision.published
            if one.group == group and any(slot.day == one.day for slot in slots)
        ]
        keys = [(index, slot.index) for index in own for slot in slots]
        placed = [v.y[key] for key in keys if key in v.y]
        units = [v.units[key] for key in keys if key in v.units]
        if placed:
            v.model.add(Sum.sum(placed) <= len(coming))
        if units:
            v.model.add(Sum.sum(units) <= sum(one.units for one in coming))
