"""One level of the search: slices of CP-SAT that keep the best plan and the best bound."""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from planner.solver.effort import Slice
from planner.solver.interrupt import Stop, run_search
from planner.solver.read import Found, read
from planner.solver.result import Level
from planner.solver.variables import Variables

RATING = Slice(limit=1.0, linearization=1)
ROUNDING = 1e-6


def solver_for(part: Slice) -> cp_model.CpSolver:
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


class Search:
    """Runs slices of one level and keeps the best plan and the best bound."""

    def __init__(self, v: Variables, start: Found | None, stop: Stop | None = None) -> None:
        self.v = v
        self.stop = stop
        self.found = start
        self.value: int | None = None
        self.bound: int | None = None
        self.is_infeasible = False

    @property
    def is_proven(self) -> bool:
        """Nothing better is left to find on this level."""
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
        # Rating is short, and every level needs its value: it is never stopped.
        status = run_search(solver, self.v.model, None if hold else self.stop)
        self.is_infeasible = status == cp_model.INFEASIBLE and not hold
        better = read(self.v, solver, status)
        if better is not None and (self.value is None or solver.objective_value < self.value):
            self.value, self.found = round(solver.objective_value), better
        if better is not None and not hold:
            bound = math.ceil(solver.best_objective_bound - ROUNDING)
            self.bound = bound if self.bound is None else max(self.bound, bound)

    def level(self, name: str, scope: str) -> Level:
        """The level as told: value, bound, and whether they are equal."""
        if self.value is None:
            raise AssertionError(f"level {name} could not rate the plan of the level before")
        bound = min(self.bound or 0, self.value)
        return Level(
            name=name, value=self.value, bound=bound, proven=bound == self.value, scope=scope
        )
