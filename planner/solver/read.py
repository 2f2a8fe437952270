"""The only place that reads solver values, and it looks at the status first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.result import Placement
from planner.solver.variables import Variables

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Found:
    """A plan that the solver found.

    Attributes:
        placements: in order of time.
        paths: path number by candidate.
        values: value by index of the model's variables; the hint of the next search.
    """

    placements: tuple[Placement, ...]
    paths: Mapping[int, int]
    values: Mapping[int, int]


def read(v: Variables, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> Found | None:
    """What was found; None if the status says that nothing was."""
    if status not in FOUND:
        return None
    values = dict(enumerate(solver.response_proto.solution))
    paths = {index: number for (index, number), x in v.x.items() if values[x.index]}
    placements = []
    for (index, slot), y in sorted(v.y.items(), key=lambda item: (item[0][1], item[0][0])):
        if not values[y.index]:
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
                units=values[units.index] if units is not None else 0,
                sets=values[sets.index] if sets is not None else 0,
            )
        )
    return Found(tuple(placements), paths, values)


def start(v: Variables, plan: Found) -> Found:
    """A plan found on other variables of the same problem as a start on these."""
    placed = {(p.candidate, p.slot): p for p in plan.placements}
    values = {x.index: int(plan.paths.get(index) == number) for (index, number), x in v.x.items()}
    values |= {sets.index: placed[key].sets if key in placed else 0 for key, sets in v.sets.items()}
    values |= {
        units.index: placed[key].units if key in placed else 0 for key, units in v.units.items()
    }
    # Last: a single set is its placement's own boolean.
    values |= {y.index: int(key in placed) for key, y in v.y.items()}
    taken = {placement.slot for placement in plan.placements}
    warm = {placement.slot for placement in plan.placements if placement.option.needs_warm_up}
    values |= {used.index: int(slot in taken) for slot, used in v.used.items()}
    values |= {variable.index: int(slot in warm) for slot, variable in v.warm.items()}
    return Found(plan.placements, plan.paths, values)
