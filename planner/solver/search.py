"""One level of the search: how good a plan can be at best, a better plan, a last proof.

Every step ends by a deterministic limit or by a proof, and none talks to another while it runs,
so that the result does not depend on which thread is faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter

from msgspec.structs import replace

from planner.solver.beginning import Beginning, beginnings
from planner.solver.effort import LevelEffort, Slice
from planner.solver.improve import Tell, ignore, improve
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import owners
from planner.solver.read import Found, evaluate
from planner.solver.result import Level
from planner.solver.run import Outcome, run
from planner.solver.variables import Sum, Variables
from planner.solver.weekly import week_bounds

NOTHING = Beginning(last=-1, bound=0)
RATING = Slice(limit=2.0, linearization=1)


class Search:
    """The best plan and the best bound of one level.

    Args:
        v: the model with the objective of the level.
        start: plan of the level before.
        weeks: objective by week, where it is the sum of its weeks and they may be bounded.
        stop: ends the search early; the plan of the level before is rated all the same.
        bounds: what each week costs at least, where that is known already.
        tell: called with the value of a better plan and the bound known by then.
        others: more plans to start from; the best of all is taken.
    """

    def __init__(
        self,
        v: Variables,
        start: Found,
        weeks: Mapping[int, Sum] | None = None,
        stop: Stop | None = None,
        bounds: Mapping[int, int] | None = None,
        tell: Tell = ignore,
        others: Iterable[Found] = (),
    ) -> None:
        self.v = v
        self.tell = tell
        self.weeks = weeks or {}
        self.stop = stop or Stop()
        self._known = bounds
        rated = (rate(v, plan) for plan in (start, *others))
        self.found, self.value = min(rated, key=itemgetter(1))
        self._begun_at = self.value
        self.bound: int | None = None
        self._bounds: dict[int, int] = {}
        self._beginnings: tuple[Beginning, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Nothing better is left to find on this level."""
        return self.value == self.bound

    def run(self, effort: LevelEffort) -> None:
        """Bound the weeks, or search the whole; then improve; then search the whole at last."""
        if effort.weekly is not None and self.weeks:
            self._bounds = self._weekly(effort.weekly)
            self._beginnings = self._begun(effort)
            self._sum_up()
            left = self._improve(effort)
            self._look_again(effort)
            # What the improving does not need goes to the proof.
            self.prove(effort, left)
        else:
            # Once the prescription is held the whole search often ends at once.
            self.prove(effort)
            self._improve(effort)

    def _weekly(self, part: Slice) -> dict[int, int]:
        if self._known is not None:
            return {week: self._known.get(week, 0) for week in self.weeks}
        return week_bounds(self.v.problem, self.weeks, part, self.stop)

    def _begun(self, effort: LevelEffort) -> tuple[Beginning, ...]:
        # Where the weeks are known already, they are those of a part of the programme.
        if effort.beginning is None or self._known is not None:
            return ()
        return beginnings(self.v.problem, self._bounds, effort.beginning, self.stop)

    def _sum_up(self) -> None:
        self.bound = max(map(self._summed, (NOTHING, *self._beginnings)))

    def _look_again(self, effort: LevelEffort) -> None:
        """Bound the weeks once more, and longer, that cost more than they must."""
        if effort.again is None or self._known is not None or self.is_proven or self.stop.is_asked:
            return
        costs = {week: evaluate(cost, self.found.values) for week, cost in self.weeks.items()}
        apart = [week for week, cost in costs.items() if cost > self._bounds[week]]
        for week, bound in week_bounds(self.v.problem, apart, effort.again, self.stop).items():
            self._bounds[week] = max(self._bounds[week], bound)
        self._sum_up()

    def _summed(self, begun: Beginning) -> int:
        """Bound of the whole: that of the first weeks and of every week after them."""
        later = [bound for week, bound in self._bounds.items() if week > begun.last]
        return begun.bound + sum(later)

    def _improve(self, effort: LevelEffort) -> float:
        if self.is_proven or self.stop.is_asked:
            return 0.0
        self.found, self.value, left = improve(
            self.v,
            self.found,
            self.value,
            effort.improve,
            weeks=self.weeks,
            bounds=self._bounds,
            least=self.bound,
            stop=self.stop,
            tell=self.tell,
        )
        return left

    def prove(self, effort: LevelEffort, more: float = 0.0) -> None:
        """Search the whole model with all bounds known; keeps what is better, plan and bound.

        Args:
            effort: its limit.
            more: deterministic time on top of it.
        """
        if effort.prove is None or self.is_proven or self.stop.is_asked:
            return
        rows = [self.weeks[week] >= bound for week, bound in self._bounds.items() if bound]
        for last, bound in self._beginnings:
            rows.append(Sum.sum([c for week, c in self.weeks.items() if week <= last]) >= bound)
        part = replace(effort.prove, limit=effort.prove.limit + more)
        self._take(run(self.v, part, self.found.values, rows=rows, stop=self.stop))

    def _take(self, outcome: Outcome) -> None:
        if outcome.found is not None and outcome.value is not None and outcome.value < self.value:
            self.found, self.value = outcome.found, outcome.value
        self.bound = max(self.bound or 0, outcome.bound)

    def forget_bound(self) -> None:
        """The model has changed: what was proven of it before holds no more."""
        self.bound = None

    def level(self, name: str, scope: str) -> Level:
        """The level as told: value, bound, and whether they are equal.

        Raises:
            AssertionError: the search has lost the plan that it began with.
        """
        if self.value > self._begun_at:
            raise AssertionError(f"{name} ended at {self.value} and began at {self._begun_at}")
        bound = min(self.bound or 0, self.value)
        return Level(
            name=name, value=self.value, bound=bound, proven=bound == self.value, scope=scope
        )


def rate(v: Variables, plan: Found) -> tuple[Found, int]:
    """The plan with a value for every variable of the model, and its objective.

    A hint that lacks some is lost in presolve, and the search would start from nothing.

    Raises:
        AssertionError: no values of the other variables fit, or not the least were found.
    """
    own = {owner.index for owner in owners(v)}
    fixed = {index: value for index, value in plan.values.items() if index in own}
    outcome = run(v, RATING, plan.values, fixed)
    if outcome.found is None or outcome.value is None or not outcome.is_optimal:
        raise AssertionError("the plan of the level before breaks this model")
    return outcome.found, outcome.value
