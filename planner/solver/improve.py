"""Better plans by large neighbourhood search: most of the plan is held, a part searched anew.

How much is freed follows from how it goes: a part that is searched to the end was too small, one
that is not was too large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple

from planner.solver.effort import Slice
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import KINDS, Frees, Owner, Space, owners
from planner.solver.read import Found, evaluate
from planner.solver.run import AT_ONCE, run
from planner.solver.variables import Sum, Variables

PART = Slice(limit=0.09, linearization=0, probes=False, passes=1)
START_SHARE = 0.3
LEAST_SHARE = 0.05
LARGER, SMALLER = 1.15, 0.85
# Of the whole limit without a better plan: the search ends, and mostly nothing better is left.
PATIENCE = 0.3
# A short series is not judged by its first few parts.
LEAST_PATIENCE = 1.0
# What copying and simplifying the model takes: without it small parts would seem to cost nothing.
COST_OF_A_ROW = 2e-6


Tell = Callable[[int, int | None], None]


class Improved(NamedTuple):
    """A plan, its objective, and the deterministic time that is left of the limit."""

    found: Found
    value: int
    left: float


def ignore(value: int, bound: int | None) -> None:
    """Nobody wants to know."""


def improve(
    v: Variables,
    found: Found,
    value: int,
    limit: float,
    *,
    weeks: Mapping[int, Sum],
    bounds: Mapping[int, int],
    least: int | None = None,
    seed: int = 0,
    stop: Stop,
    tell: Tell = ignore,
) -> Improved:
    """The best plan of the series, its objective, and the time that was not needed.

    Two neighbourhoods of one plan are searched side by side and the better outcome is kept. A plan
    as good as the best replaces it too: that leads out of plateaus.

    Args:
        v: the model with its objective.
        found: plan to start from, with a value for every variable.
        value: its objective.
        limit: deterministic time in all; a long stretch of it without a better plan ends it too.
        weeks: objective by week, where it is the sum of its weeks.
        bounds: what each week costs at least; weeks far above it are tried more often.
        least: no plan is better than this, so that the series ends there.
        seed: of the series of neighbourhoods.
        stop: ends the series early.
        tell: called with the value of every better plan, and `least`.
    """
    owned, space = owners(v), Space(v, seed)
    shares = dict.fromkeys(KINDS, START_SHARE)
    copying = COST_OF_A_ROW * len(v.model.proto.constraints)
    excess = _excess(weeks, bounds, found)
    kinds = cycle(KINDS)
    spent, last, patience = 0.0, 0.0, max(LEAST_PATIENCE, PATIENCE * limit)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        while spent < min(limit, last + patience) and value != least and not stop.is_asked:
            batch = [(kind, kind(space, shares[kind], excess)) for kind in islice(kinds, AT_ONCE)]
            held = [_held(owned, frees, found) for _, frees in batch]
            run_part = partial(run, v, PART, found.values, stop=stop)
            outcomes = list(threads.map(run_part, held))
            spent += max(outcome.spent for outcome in outcomes) + copying
            for (kind, _), outcome in zip(batch, outcomes, strict=True):
                shares[kind] = _next_share(shares[kind], is_too_small=outcome.is_optimal)
                if outcome.found and outcome.value is not None and outcome.value <= value:
                    if outcome.value < value:
                        last = spent
                        tell(outcome.value, least)
                    found, value = outcome.found, outcome.value
            excess = _excess(weeks, bounds, found)
            if any(o.is_optimal and not fixed for o, fixed in zip(outcomes, held, strict=True)):
                # Everything was free, and the search came to its end: nothing better is left.
                break
    return Improved(found, value, max(0.0, limit - spent))


def _held(owned: Iterable[Owner], frees: Frees, found: Found) -> dict[int, int]:
    return {owner.index: found.values[owner.index] for owner in owned if not frees(owner)}


def _next_share(share: float, *, is_too_small: bool) -> float:
    return min(1.0, max(LEAST_SHARE, share * (LARGER if is_too_small else SMALLER)))


def _excess(weeks: Mapping[int, Sum], bounds: Mapping[int, int], found: Found) -> dict[int, int]:
    """What each week costs more than it has to, as far as that is known."""
    return {
        week: evaluate(cost, found.values) - bounds.get(week, 0) for week, cost in weeks.items()
    }
