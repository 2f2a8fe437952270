"""Better plans by large neighbourhood search: most of the plan is held, a part searched anew."""

from __future__ import annotations

from dataclasses import dataclass

from planner.solver.effort import Slice
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import held, neighbourhoods, owners
from planner.solver.read import Found
from planner.solver.run import run
from planner.solver.variables import Variables

PART = Slice(limit=0.15, linearization=0, probes=False)
# Small neighbourhoods cost little deterministic time but a copy of the model each.
LEAST_COST = 0.02


@dataclass(frozen=True)
class Improved:
    """The best plan of the series and its objective."""

    found: Found
    value: int


def improve(
    v: Variables, found: Found, value: int, limit: float, *, seed: int = 0, stop: Stop
) -> Improved:
    """Search one neighbourhood after the other until the limit.

    A plan as good as the best replaces it too: that leads out of plateaus.

    Args:
        v: the model with its objective.
        found: plan to start from, with a value for every variable.
        value: its objective.
        limit: deterministic time in all.
        seed: of the series of neighbourhoods.
        stop: ends the series early.
    """
    owned = owners(v)
    spent = 0.0
    for freed in neighbourhoods(v, seed):
        if spent >= limit or stop.is_asked:
            break
        fixed = {index: found.values[index] for index in held(owned, freed)}
        outcome = run(v, PART, found.values, fixed, stop=stop)
        spent += max(outcome.spent, LEAST_COST)
        if outcome.found is not None and outcome.value is not None and outcome.value <= value:
            found, value = outcome.found, outcome.value
    return Improved(found, value)
