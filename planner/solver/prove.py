"""How good a plan can be at best: bounds of single weeks, then the whole model with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.solver.effort import LevelEffort
from planner.solver.interrupt import Stop
from planner.solver.read import Found
from planner.solver.run import Outcome, run
from planner.solver.variables import Sum, Variables
from planner.solver.weekly import week_bound


def prove(
    v: Variables, found: Found, effort: LevelEffort, weeks: Mapping[int, Sum], stop: Stop
) -> Outcome:
    """A proven bound, and a better plan if the search of the whole model meets one.

    Args:
        v: the model with its objective.
        found: plan to start from.
        effort: limits; `prove` has to be given.
        weeks: objective by week, if the weeks may be bounded on their own.
        stop: ends the proof early; what is proven by then is valid.
    """
    if effort.prove is None:
        raise AssertionError("nothing to prove with")
    if effort.weekly is None or not weeks:
        return run(v, effort.prove, found.values, stop=stop)
    bounds = {week: week_bound(v.problem, week, effort.weekly, stop) for week in weeks}
    rows = [weeks[week] >= bound for week, bound in bounds.items() if bound]
    outcome = run(v, effort.prove, found.values, rows=rows, stop=stop)
    return replace(outcome, bound=max(outcome.bound, sum(bounds.values())))
