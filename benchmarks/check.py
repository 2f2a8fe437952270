"""The judge of every method: its plan must be feasible in our model, and is priced there."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.problem.model import Problem
from planner.solver.objectives import shortfall
from planner.solver.result import SolveResult
from planner.solver.solve import build
from planner.solver.variables import Variables

LIMIT_S = 60.0


def measured(problem: Problem) -> Variables:
    """The model with the first level as its objective."""
    v = build(problem)
    v.model.minimize(shortfall.build(v))
    return v


def target_total(v: Variables) -> int:
    """The most that any plan can fall short of: the greatest value of the objective."""
    objective = v.model.proto.objective
    total = round(objective.offset)
    for index, weight in zip(objective.vars, objective.coeffs, strict=True):
        domain = list(v.model.proto.variables[index].domain)
        total += max(weight * domain[0], weight * domain[-1])
    return total


def decisions(v: Variables) -> dict[tuple[str, int, int], int]:
    """Index of every decision by a name that is the same in every model of the problem."""
    groups = {"x": v.x, "y": v.y, "u": v.units, "s": v.sets}
    return {
        (kind, *key): variable.index for kind, group in groups.items()
        for key, variable in group.items()
    }  # fmt: skip


def of_result(v: Variables, result: SolveResult) -> dict[int, int]:
    """The decisions of a plan as values of this model's variables."""
    placed = {(p.candidate, p.slot): p for p in result.placements}
    values = {x.index: int(result.paths.get(c) == n) for (c, n), x in v.x.items()}
    values |= {u.index: placed[k].units if k in placed else 0 for k, u in v.units.items()}
    values |= {s.index: placed[k].sets if k in placed else 0 for k, s in v.sets.items()}
    values |= {y.index: int(key in placed) for key, y in v.y.items()}
    return values


def price(v: Variables, values: Mapping[int, int]) -> int | None:
    """The shortfall of the plan with these decisions; None if it breaks a constraint.

    Raises:
        AssertionError: the check did not end, so nothing is known.
    """
    model = v.model.clone()
    for index, value in values.items():
        domain = list(model.proto.variables[index].domain)
        if not any(
            low <= value <= high for low, high in zip(domain[::2], domain[1::2], strict=True)
        ):
            return None
        model.proto.variables[index].domain.clear()
        model.proto.variables[index].domain.extend([value, value])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT_S
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise AssertionError("the check of a plan did not end")
    return round(solver.objective_value)
