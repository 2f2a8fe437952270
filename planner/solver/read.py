"""The only place that reads solver values, and it looks at the status first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from planner.solver.result import Placement
from planner.solver.variables import Sum, Variables

STRETCH = "stretch"
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Found:
    """A plan that the solver found.

    Attributes:
        v: the variables that it is a plan of.
        values: value by index of the model's variables; the hint of the next search.
    """

    v: Variables
    values: Mapping[int, int]

    @cached_property
    def paths(self) -> dict[int, int]:
        """Path number by candidate."""
        return {index: number for (index, number), x in self.v.x.items() if self.values[x.index]}

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """What is placed, in order of time."""
        by_time = sorted(self.v.y.items(), key=lambda item: (item[0][1], item[0][0]))
        return tuple(self._placement(*key) for key, y in by_time if self.values[y.index])

    def _placement(self, candidate: int, slot: int) -> Placement:
        week = self.v.problem.slots[slot].week
        option = self.v.problem.candidates[candidate].paths[self.paths[candidate]].options[week]
        if option is None:
            raise AssertionError(f"candidate {candidate} placed in a week without an option")
        units, sets = self.v.units.get((candidate, slot)), self.v.sets.get((candidate, slot))
        return Placement(
            candidate=candidate,
            option=option,
            slot=slot,
            units=self.values[units.index] if units is not None else 0,
            sets=self.values[sets.index] if sets is not None else 0,
        )


def read(v: Variables, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> Found | None:
    """What was found; None if the status says that nothing was."""
    if status not in FOUND:
        return None
    return Found(v, dict(enumerate(solver.response_proto.solution)))


def evaluate(expression: Sum, values: Mapping[int, int]) -> int:
    """The value of a linear expression under the values of its variables."""
    flat = cp_model.FlatIntExpr(expression)
    terms = zip(flat.coeffs, flat.vars, strict=True)
    return flat.offset + sum(weight * values[variable.index] for weight, variable in terms)


def start(v: Variables, placements: Collection[Placement], paths: Mapping[int, int]) -> Found:
    """A plan found on other variables as a start on these."""
    placed = {(p.candidate, p.slot): p for p in placements}
    values = {x.index: int(paths.get(index) == number) for (index, number), x in v.x.items()}
    values |= {sets.index: placed[key].sets if key in placed else 0 for key, sets in v.sets.items()}
    values |= {
        units.index: placed[key].units if key in placed else 0 for key, units in v.units.items()
    }
    # Last: a single set is its placement's own boolean.
    values |= {y.index: int(key in placed) for key, y in v.y.items()}
    taken = {placement.slot for placement in placements}
    warm = {placement.slot for placement in placements if placement.option.needs_warm_up}
    warm |= _cold_stretches(v, placements)
    values |= {used.index: int(slot in taken) for slot, used in v.used.items()}
    values |= {variable.index: int(slot in warm) for slot, variable in v.warm.items()}
    return Found(v, values)


def _cold_stretches(v: Variables, placements: Collection[Placement]) -> set[int]:
    """Slots of stretches without an exercise that warms: they need a warm-up."""
    kinds: dict[int, set[str]] = {}
    for placement in placements:
        component = v.problem.candidates[placement.candidate].component
        kinds.setdefault(placement.slot, set()).add(component)
    warming = set(v.problem.warms_for_stretch)
    return {slot for slot, held in kinds.items() if STRETCH in held and not held & warming}
