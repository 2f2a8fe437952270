"""A first plan week by week: a short window is solved, its first week kept, the window moves on.

Cost grows linearly with the weeks. The plan obeys every hard constraint; it is good, not proven,
and starts the search over the whole plan.
"""

from __future__ import annotations

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.effort import Slice
from planner.solver.interrupt import run_search
from planner.solver.objectives import burden, shortfall
from planner.solver.read import Found, read
from planner.solver.result import Placement
from planner.solver.search import solver_for
from planner.solver.variables import Horizon, Variables

LOOK_AHEAD = 1
SHORT = 20
# A tight window gets a second, longer try before the start is given up.
RETRY = Slice(limit=1.0, linearization=0)


def rolling(problem: Problem, part: Slice) -> Found | None:
    """A whole plan; None if some window has no plan within its limit.

    Args:
        problem: what to plan.
        part: limit and strategy of each window.
    """
    past: tuple[Placement, ...] = ()
    found: Found | None = None
    for week in range(problem.weeks):
        last = min(week + LOOK_AHEAD, problem.weeks - 1)
        horizon = Horizon(week, last, past)
        found = _window(problem, horizon, part) or _window(problem, horizon, RETRY)
        if found is None:
            return None
        past = tuple(p for p in found.placements if p.option.week <= week)
    return found


def _window(problem: Problem, horizon: Horizon, part: Slice) -> Found | None:
    v = Variables(problem, horizon)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    # A single sum is right here only because this plan is a start, not a result.
    v.model.minimize(SHORT * shortfall.build(v) + burden.build(v))
    solver = solver_for(part)
    return read(v, solver, run_search(solver, v.model))
