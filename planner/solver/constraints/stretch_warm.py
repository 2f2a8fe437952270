"""`stretch_after_warming`: nobody stretches first and cold."""

from __future__ import annotations

from planner.solver.variables import Variables


def add(v: Variables) -> None:
    """A stretch lies in a session that holds a warm-up or an exercise that warms."""
    warming = v.of_component(*v.problem.warms_for_stretch)
    for slot in v.open_slots:
        before = [v.y[c, slot.index] for c in warming if (c, slot.index) in v.y]
        for index in v.of_component("stretch"):
            if (index, slot.index) in v.y:
                v.model.add_bool_or([~v.y[index, slot.index], v.warm[slot.index], *before])
