"""The only place that reads solver values, and it looks at the status first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from planner.solver.result import Placement
from planner.solver.variables import Variables

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Found:
    """A plan that the solver found: placements, path by candidate, hints for the next search."""

    placements: tuple[Placement, ...]
    paths: dict[int, int]
    hints: tuple[tuple[Any, int], ...]


def read(v: Variables, solver: Any, status: Any) -> Found | None:
    """What was found; None if the status says that nothing was."""
    if status not in FOUND:
        return None
    paths = {index: number for (index, number), x in v.x.items() if solver.value(x)}
    placements = []
    for (index, slot), y in sorted(v.y.items(), key=lambda item: (item[0][1], item[0][0])):
        if not solver.value(y):
            continue
        option = v.problem.candidates[index].paths[paths[index]].options[v.problem.slots[slot].week]
        if option is None:
            raise AssertionError(f"candidate {index} placed in a week without an option")
        units = v.units.get((index, slot))
        placements.append(
            Placement(
                candidate=index,
                option=option,
                slot=slot,
                units=int(solver.value(units)) if units is not None else 0,
            )
        )
    return Found(tuple(placements), paths, _hints(v, solver))


def _hints(v: Variables, solver: Any) -> tuple[tuple[Any, int], ...]:
    primary = [*v.x.values(), *v.y.values(), *v.units.values(), *v.used, *v.warm]
    return tuple((variable, int(solver.value(variable))) for variable in primary)
