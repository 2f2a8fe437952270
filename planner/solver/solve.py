"""Solves the levels one after the other; one worker, fixed seed, deterministic limits."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ortools.sat.python import cp_model

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.effort import EFFORTS, Slice
from planner.solver.objectives import LEVELS
from planner.solver.read import Found, read
from planner.solver.result import Level, SolveResult, SolveStatus
from planner.solver.variables import Variables

Progress = Callable[[str], None]
RATING = Slice(limit=1.0, linearization=1)
ROUNDING = 1e-6


def build(problem: Problem) -> Variables:
    """The model with every hard constraint and no objective."""
    v = Variables(problem)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    return v


def solver_for(part: Slice) -> Any:
    """A solver that gives the same answer on every run: one worker, one seed, no clock."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = part.limit
    solver.parameters.linearization_level = part.linearization
    if part.core:
        solver.parameters.optimize_with_core = True
        solver.parameters.find_multiple_cores = True
        solver.parameters.cover_optimization = True
        solver.parameters.core_minimization_level = 1
    return solver


def solve(
    problem: Problem, effort: str = "standard", progress: Progress | None = None
) -> SolveResult:
    """Best plan that the effort allows.

    Each level is minimised with the levels before held at their values. From the second level
    on the paths (which items, which ladder weeks) are held too, so its bound is valid for this
    prescription only (`scope` says so).

    Raises:
        KeyError: unknown effort.
    """
    v = build(problem)
    found: Found | None = None
    levels: list[Level] = []
    for position, (name, module) in enumerate(LEVELS):
        objective = module.build(v)
        v.model.minimize(objective)
        search = _Search(v, found)
        search.rate()
        for part in EFFORTS[effort].levels[position]:
            search.run(part)
            if search.is_proven:
                break
        if search.found is None:
            status = SolveStatus.INFEASIBLE if search.is_infeasible else SolveStatus.UNKNOWN
            return SolveResult(status=status)
        found = search.found
        levels.append(search.level(name, "joint" if position == 0 else "given"))
        if progress is not None:
            progress(f"{name}: {levels[-1].value} (bound {levels[-1].bound})")
        v.model.clear_objective()
        v.model.add(objective <= levels[-1].value)
        if position == 0:
            _hold_paths(v, found.paths)
    return _result(levels, found)


def _result(levels: list[Level], found: Found | None) -> SolveResult:
    if found is None:
        return SolveResult(status=SolveStatus.UNKNOWN)
    proven = all(level.proven and level.scope == "joint" for level in levels)
    return SolveResult(
        status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
        levels=tuple(levels),
        placements=found.placements,
        paths=found.paths,
    )


class _Search:
    """Runs slices of one level and keeps the best plan and the best bound."""

    def __init__(self, v: Variables, start: Found | None) -> None:
        self.v = v
        self.found = start
        self.value: int | None = None
        self.bound: int | None = None
        self.is_infeasible = False

    @property
    def is_proven(self) -> bool:
        return self.is_infeasible or (self.value is not None and self.value == self.bound)

    def rate(self) -> None:
        """Values of this level's own variables for the plan found so far.

        A hint that lacks them is lost in presolve, and the level would start from nothing.
        """
        if self.found is not None:
            self.run(RATING, hold=True)

    def run(self, part: Slice, *, hold: bool = False) -> None:
        """Search one slice; with `hold` only what follows from the plan found is computed."""
        self.v.model.clear_hints()
        if self.found is not None:
            for variable, value in self.found.hints:
                self.v.model.add_hint(variable, value)
        solver = solver_for(part)
        solver.parameters.fix_variables_to_their_hinted_value = hold
        status = solver.solve(self.v.model)
        self.is_infeasible = status == cp_model.INFEASIBLE and not hold
        better = read(self.v, solver, status)
        if better is not None and (self.value is None or solver.objective_value < self.value):
            self.value, self.found = round(solver.objective_value), better
        if better is not None and not hold:
            bound = math.ceil(solver.best_objective_bound - ROUNDING)
            self.bound = bound if self.bound is None else max(self.bound, bound)

    def level(self, name: str, scope: str) -> Level:
        if self.value is None:
            raise AssertionError(f"level {name} could not rate the plan of the level before")
        bound = min(self.bound or 0, self.value)
        return Level(
            name=name, value=self.value, bound=bound, proven=bound == self.value, scope=scope
        )


def _hold_paths(v: Variables, paths: dict[int, int]) -> None:
    for (index, number), x in v.x.items():
        v.model.add(x == int(paths.get(index) == number))
