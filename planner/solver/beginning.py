"""What the first weeks cost at least together: few things may begin in a week.

The first weeks of a plan are a plan of the first weeks, so the least shortfall of these alone
bounds what any whole plan lacks in them. A single week cannot tell that: it may hold everything
that could have begun by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from planner.problem.model import Problem
from planner.solver.build import build
from planner.solver.effort import Slice
from planner.solver.horizon import Horizon
from planner.solver.interrupt import Stop
from planner.solver.objectives import shortfall
from planner.solver.run import AT_ONCE, run
from planner.solver.variables import Sum

# Measured: two weeks are proven in a second and three mostly; of more, the sum of the weeks tells
# as much.
LENGTHS = (2, 3)


class Beginning(NamedTuple):
    """The least shortfall of the first weeks together, up to the last of them (0-based)."""

    last: int
    bound: int


def beginnings(
    problem: Problem, weeks: Mapping[int, int], part: Slice, stop: Stop | None = None
) -> tuple[Beginning, ...]:
    """The bound of some first weeks together, two searches at a time.

    Args:
        problem: the whole problem.
        weeks: what each week costs at least by itself.
        part: limit and strategy of each search.
        stop: ends the searches early.
    """
    lasts = [problem.first_week + length - 1 for length in LENGTHS]
    lasts = [last for last in lasts if last < problem.weeks - 1]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        bounds = threads.map(lambda last: _bound(problem, weeks, last, part, stop), lasts)
        return tuple(map(Beginning, lasts, bounds))


def _bound(
    problem: Problem, weeks: Mapping[int, int], last: int, part: Slice, stop: Stop | None
) -> int:
    v = build(problem, Horizon(problem.first_week, last))
    costs = shortfall.build_weeks(v)
    for week, cost in costs.items():
        v.model.add(cost >= weeks[week])
    v.model.minimize(Sum.sum(list(costs.values())))
    outcome = run(v, part, {}, stop=stop)
    by_weeks = sum(weeks[week] for week in costs)
    # First weeks that cannot be planned make no bound: the search over the whole tells that.
    return by_weeks if outcome.is_infeasible else max(by_weeks, outcome.bound)
