"""The only place that reads solver values, and it looks at the status first."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.result import Placement
from planner.solver.variables import IntVar, Variables

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Found:
    """A plan that the solver found: placements, path by candidate, hints for the next search."""

    placements: tuple[Placement, ...]
    paths: dict[int, int]
    hints: tuple[tuple[IntVar, int], ...]


def read(v: Variables, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> Found | None:
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
        units, sets = v.units.get((index, slot)), v.sets.get((index, slot))
        placements.append(
            Placement(
                candidate=index,
                option=option,
                slot=slot,
                units=int(solver.value(units)) if units is not None else 0,
                sets=int(solver.value(sets)) if sets is not None else 0,
            )
        )
    return Found(tuple(placements), paths, _hints(v, solver))


def _hints(v: Variables, solver: cp_model.CpSolver) -> tuple[tuple[IntVar, int], ...]:
    primary = [*v.x.values(), *v.y.values(), *v.units.values(), *v.sets.values()]
    primary += [*v.used.values(), *v.warm.values()]
    # A single set is its placement's own boolean: a variable may be hinted only once.
    once = {variable.index: variable for variable in primary}
    return tuple((variable, int(solver.value(variable))) for variable in once.values())


def start(v: Variables, plan: Found | None) -> Found | None:
    """A plan found on other variables of the same problem as a start on these."""
    if plan is None:
        return None
    values = {(p.candidate, p.slot): p for p in plan.placements}
    hints: list[tuple[IntVar, int]] = [
        (x, int(plan.paths.get(index) == number)) for (index, number), x in v.x.items()
    ]
    for key, y in v.y.items():
        hints.append((y, int(key in values)))
    for key, units in v.units.items():
        hints.append((units, values[key].units if key in values else 0))
    for key, sets in v.sets.items():
        if sets is not v.y[key]:
            hints.append((sets, values[key].sets if key in values else 0))
    taken = {placement.slot for placement in plan.placements}
    warm = {placement.slot for placement in plan.placements if placement.option.needs_warm_up}
    hints += [(used, int(slot in taken)) for slot, used in v.used.items()]
    hints += [(variable, int(slot in warm)) for slot, variable in v.warm.items()]
    return Found(plan.placements, plan.paths, tuple(hints))
