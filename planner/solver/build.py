"""The model with every hard constraint."""

from __future__ import annotations

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.horizon import Horizon
from planner.solver.variables import Variables


def build(problem: Problem, horizon: Horizon | None = None) -> Variables:
    """The model with every hard constraint and no objective."""
    v = Variables(problem, horizon)
    for family in (*constraints.FAMILIES, constraints.DEMANDS):
        family.add(v)
    return v
