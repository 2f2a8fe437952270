"""The smallest set of demands that cannot hold together, each named.

Every demand carries a guard literal; a solver that finds the guarded model infeasible names a
set of guards that clash, and a deletion filter makes the set minimal: each member, if given up,
lets the rest hold. Safety rules carry no guard, so they are never among what is offered.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.constraints import guarded
from planner.solver.interrupt import run_search
from planner.solver.variables import IntVar, Variables

LIMIT = 5.0


def smallest_conflict(problem: Problem) -> tuple[str, ...]:
    """Ids of a minimal set of clashing demands; empty if none is found in the limit."""
    names = tuple(dict.fromkeys(demand.id for demand in guarded.demands(problem)))
    core = _core(problem, names)
    if core is None:
        return ()
    kept = list(core)
    for name in core:
        rest = [other for other in kept if other != name]
        if _core(problem, tuple(rest)) is not None:
            kept = rest
    return tuple(name for name in names if name in kept)


def _core(problem: Problem, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Guards that suffice for infeasibility with these demands; None if they can hold."""
    v = Variables(problem)
    for family in constraints.FAMILIES:
        family.add(v)
    guards: dict[str, IntVar] = {}
    for demand in guarded.demands(problem):
        if demand.id not in guards:
            guards[demand.id] = v.model.new_bool_var(f"demand:{demand.id}")
    constraints.DEMANDS.add(v, guards)
    for name, guard in guards.items():
        if name not in names:
            v.model.add(guard == 0)
    v.model.add_assumptions([guards[name] for name in names])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = LIMIT
    if run_search(solver, v.model) != cp_model.INFEASIBLE:
        return None
    found = {
        v.model.proto.variables[index].name
        for index in solver.sufficient_assumptions_for_infeasibility()
    }
    return tuple(name for name in names if f"demand:{name}" in found)
