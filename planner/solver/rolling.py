"""A first plan week by week: each week is solved after the weeks before it, which are held.

Cost grows linearly with the weeks. The plan obeys every hard constraint; it is good, not proven,
and starts the search over the whole plan.
"""

from __future__ import annotations

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.effort import Slice
from planner.solver.objectives import burden, shortfall
from planner.solver.read import Found
from planner.solver.result import Placement
from planner.solver.run import run
from planner.solver.variables import Horizon, Variables

SHORT = 20
# A tight week gets a second, longer try before weeks before it are opened again.
RETRY = Slice(limit=1.0, linearization=0)


def rolling(problem: Problem, part: Slice) -> Found | None:
    """A whole plan; None if no way out of some dead end is found.

    Args:
        problem: what to plan.
        part: limit and strategy of each window.
    """
    past: tuple[Placement, ...] = ()
    found: Found | None = None
    for week in range(problem.weeks):
        found = _through(problem, week, past, part)
        if found is None:
            return None
        past = tuple(p for p in found.placements if p.option.week <= week)
    return found


def _through(problem: Problem, week: int, past: tuple[Placement, ...], part: Slice) -> Found | None:
    """A plan up to the week; in a dead end more and more of the past is freed."""
    first, back = week, 1
    while True:
        kept = tuple(p for p in past if p.option.week < first)
        found = _window(problem, Horizon(first, week, kept), part)
        if found is not None or first == 0:
            return found
        first, back = max(0, first - back), back * 2


def _window(problem: Problem, horizon: Horizon, part: Slice) -> Found | None:
    v = Variables(problem, horizon)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    # A single sum is right here only because this plan is a start, not a result.
    v.model.minimize(SHORT * shortfall.build(v) + burden.build(v))
    outcome = run(v, part, {})
    if outcome.found is None and not outcome.is_infeasible:
        outcome = run(v, RETRY, {})
    return outcome.found
