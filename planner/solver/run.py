"""One run of CP-SAT: one worker, one seed, a limit in deterministic time and no clock."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.effort import Slice
from planner.solver.interrupt import Stop, run_search
from planner.solver.read import Found, read
from planner.solver.variables import Row, Variables

ROUNDING = 1e-6
# Runs side by side; a fixed number, so that the plan does not depend on the machine.
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """What one run found and proved.

    Attributes:
        found: best plan of the run; None if there is none.
        value: its objective; None without a plan or an objective.
        bound: nothing in the model that was run is better than this.
        is_infeasible: proven that the model that was run has no plan.
        is_optimal: proven that `found` is the best of the model that was run.
        spent: deterministic time.
    """

    found: Found | None
    value: int | None
    bound: int
    is_infeasible: bool
    is_optimal: bool
    spent: float


def solver_for(part: Slice) -> cp_model.CpSolver:
    """A solver that gives the same answer on every run."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = part.limit
    solver.parameters.linearization_level = part.linearization
    solver.parameters.stop_after_first_solution = part.any_plan
    solver.parameters.optimize_with_lb_tree_search = part.bounds
    solver.parameters.use_objective_lb_search = part.shaves
    if not part.probes:
        solver.parameters.cp_model_probing_level = 0
    if part.passes is not None:
        solver.parameters.max_presolve_iterations = part.passes
        solver.parameters.symmetry_level = 0
        solver.parameters.find_big_linear_overlap = False
        solver.parameters.presolve_inclusion_work_limit = 0
        solver.parameters.merge_at_most_one_work_limit = 0.0
    return solver


def with_held(model: cp_model.CpModel, values: Mapping[int, int]) -> cp_model.CpModel:
    """A copy of the model in which variables (by index) keep a value."""
    copy = model.clone()
    for index, value in values.items():
        domain = copy.proto.variables[index].domain
        domain.clear()
        domain.extend([value, value])
    return copy


def run(
    v: Variables,
    part: Slice,
    hints: Mapping[int, int],
    fixed: Mapping[int, int] | None = None,
    rows: Iterable[Row] = (),
    stop: Stop | None = None,
) -> Outcome:
    """Search a copy of the model.

    Args:
        v: the model; it stays as it is, so that several runs may use it at once.
        part: limit and strategy.
        hints: value by variable index to start from.
        fixed: value by variable index to hold.
        rows: implied constraints to help this run.
        stop: ends the run early with what it has found.

    Raises:
        KeyboardInterrupt: Ctrl-C where no handler turned it into a stop.
    """
    model = with_held(v.model, fixed or {})
    model.clear_hints()
    # Much faster than adding one hint after the other.
    model.proto.solution_hint.vars.extend(list(hints))
    model.proto.solution_hint.values.extend(list(hints.values()))
    for row in rows:
        model.add(row)
    solver = solver_for(part)
    status = run_search(solver, model, stop)
    found = read(v, solver, status)
    has_objective = model.has_objective()
    return Outcome(
        found=found,
        value=round(solver.objective_value) if found is not None and has_objective else None,
        bound=math.ceil(solver.best_objective_bound - ROUNDING) if has_objective else 0,
        is_infeasible=status == cp_model.INFEASIBLE,
        is_optimal=status == cp_model.OPTIMAL,
        spent=solver.response_proto.deterministic_time,
    )
