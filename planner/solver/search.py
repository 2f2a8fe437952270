"""One level of the search: one thread improves the plan, another proves how good it can be.

Both end by deterministic limits and do not talk to each other, so that the result does not
depend on which is faster. Only a proof ends the other one early: what that one finds then does
not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from planner.solver.effort import LevelEffort, Slice
from planner.solver.improve import improve
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import owners
from planner.solver.prove import prove
from planner.solver.read import Found
from planner.solver.result import Level
from planner.solver.run import run
from planner.solver.variables import Sum, Variables

RATING = Slice(limit=2.0, linearization=1)


class Search:
    """The best plan and the best bound of one level.

    Args:
        v: the model with the objective of the level.
        start: plan of the level before.
        stop: ends the search early; the plan of the level before is rated all the same.
    """

    def __init__(self, v: Variables, start: Found, stop: Stop | None = None) -> None:
        self.v = v
        self.stop = stop or Stop()
        self.found, self.value = rate(v, start)
        self.bound: int | None = None

    @property
    def is_proven(self) -> bool:
        """Nothing better is left to find on this level."""
        return self.value == self.bound

    def run(self, effort: LevelEffort, weeks: Mapping[int, Sum] | None = None) -> None:
        """Improve and prove side by side.

        Args:
            effort: limits of both.
            weeks: objective by week, where it is the sum of its weeks and they may be bounded.
        """
        if self.stop.is_asked:
            return
        if effort.prove is None:
            better = improve(self.v, self.found, self.value, effort.improve, stop=self.stop)
            self._take(better.found, better.value)
            return
        enough = Stop(within=self.stop)
        with ThreadPoolExecutor(max_workers=1) as beside:
            improving = beside.submit(
                improve, self.v, self.found, self.value, effort.improve, stop=enough
            )
            proved = prove(self.v, self.found, effort, weeks or {}, self.stop)
            if proved.is_optimal:
                enough.ask()
            better = improving.result()
        if not proved.is_optimal:
            self._take(better.found, better.value)
        if proved.found is not None and proved.value is not None:
            self._take(proved.found, proved.value)
        self.bound = proved.bound

    def prove(self, effort: LevelEffort) -> None:
        """Search the whole model as it is now, and forget the bound of what it was before."""
        self.bound = None
        if effort.prove is not None and not self.stop.is_asked:
            proved = run(self.v, effort.prove, self.found.values, stop=self.stop)
            if proved.found is not None and proved.value is not None:
                self._take(proved.found, proved.value)
            self.bound = proved.bound

    def _take(self, found: Found, value: int) -> None:
        if value < self.value:
            self.found, self.value = found, value

    def level(self, name: str, scope: str) -> Level:
        """The level as told: value, bound, and whether they are equal."""
        bound = min(self.bound or 0, self.value)
        return Level(
            name=name, value=self.value, bound=bound, proven=bound == self.value, scope=scope
        )


def rate(v: Variables, plan: Found) -> tuple[Found, int]:
    """The plan with a value for every variable of the model, and its objective.

    A hint that lacks some is lost in presolve, and the search would start from nothing.
    """
    own = {owner.index for owner in owners(v)}
    fixed = {index: value for index, value in plan.values.items() if index in own}
    outcome = run(v, RATING, plan.values, fixed)
    if outcome.found is None or outcome.value is None:
        raise AssertionError("the plan of the level before breaks this model")
    return outcome.found, outcome.value
