"""A revision of a published plan: clinical shortfall first, then as few changes as that allows.

First the plan with the fewest changes of all is looked for: the published one, as far as it still
may be done. It starts the search for the least shortfall, and where it is good enough (within the
tolerance) it is the answer at once. Both ends are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from msgspec import structs

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.model import Option, Problem, Published
from planner.solver.build import build
from planner.solver.effort import Effort, LevelEffort, Slice
from planner.solver.improve import improve
from planner.solver.interrupt import Stop
from planner.solver.objectives import burden, changes, shortfall
from planner.solver.progress import Progress, level_line
from planner.solver.read import Found, evaluate
from planner.solver.result import End, Level, SolveResult, SolveStatus
from planner.solver.run import Outcome, run
from planner.solver.search import Search
from planner.solver.standing import excused
from planner.solver.variables import Sum, Variables
from planner.solver.weekly import week_bounds

SHORTFALL, CHANGES, BURDEN = "shortfall", "changes", "burden"
# Points of change that a point of shortfall beyond the tolerance is worth on the way down to it.
BEYOND = 20
ANY_PLAN = Slice(limit=12.0, linearization=0, probes=False)


def solve_revision(
    problem: Problem, limits: Effort, stop: Stop, tell: Progress, *, changes_first: bool = False
) -> SolveResult:
    """The revision with the fewest changes among those that are good enough.

    Args:
        problem: with its `revision`.
        limits: of the searches.
        stop: ends them early.
        tell: hears the value of every level.
        changes_first: fewer changes come before the shortfall, whatever they cost.
    """
    v = build(problem)
    points, weeks = changes.build(v), shortfall.build_weeks(v)
    short = Sum.sum(list(weeks.values()))
    fewest = _fewest(v, points, limits, stop)
    if fewest.found is None:
        status = SolveStatus.INFEASIBLE if fewest.is_infeasible else SolveStatus.UNKNOWN
        return SolveResult(status=status)
    stop.has_plan = True
    solver = _Revision(v, points, short, weeks, limits, stop, tell)
    return solver.changes_first(fewest) if changes_first else solver.shortfall_first(fewest)


def any_revision(problem: Problem, limit: float) -> Found | None:
    """Some revision that keeps the past; None says only that none was found.

    Args:
        problem: with its `revision`.
        limit: deterministic time of the search.
    """
    v = build(problem)
    part = structs.replace(ANY_PLAN, limit=limit, any_plan=True)
    outcome = run(v, part, published_start(v))
    if outcome.found is None and outcome.is_infeasible and excused(v):
        outcome = run(v, part, published_start(v))
    return outcome.found


def _fewest(v: Variables, points: Sum, limits: Effort, stop: Stop) -> Outcome:
    """The fewest changes; rows that the past alone breaks bind only as far as it left them."""
    v.model.minimize(points)
    hints = published_start(v)
    outcome = run(v, limits.revision, hints, stop=stop)
    if outcome.found is None and outcome.is_infeasible and excused(v):
        outcome = run(v, limits.revision, hints, stop=stop)
    if outcome.found is None and not outcome.is_infeasible:
        outcome = run(v, ANY_PLAN, hints, stop=stop)
    if outcome.found is None or outcome.value is None or outcome.is_optimal:
        return outcome
    found, value, _ = improve(
        v, outcome.found, outcome.value, limits.revision_level.improve, weeks={}, bounds={},
        least=outcome.bound, stop=stop,
    )  # fmt: skip
    return replace(outcome, found=found, value=value, is_optimal=value == outcome.bound)


def published_start(v: Variables) -> dict[int, int]:
    """The published plan as hints, as far as its items may still be placed."""
    revision = v.problem.revision
    wanted = {(one.group, one.day): one for one in (revision.published if revision else ())}
    hints = {}
    for key, y in v.y.items():
        candidate, slot = v.problem.candidates[key[0]], v.problem.slots[key[1]]
        one = wanted.get((candidate.group, slot.day))
        if candidate.is_past or not v.is_open(slot):
            continue
        is_there = one is not None and one.start == slot.start
        hints[y.index] = int(is_there)
        if one is not None and key in v.units:
            hints[v.units[key].index] = one.units if is_there else 0
    chosen = _nearest(v, wanted.values())
    for (index, number), x in v.x.items():
        if not v.problem.candidates[index].is_past:
            hints[x.index] = int(chosen.get(index) == number)
    return hints


def _nearest(v: Variables, published: Iterable[Published]) -> dict[int, int]:
    """Of each candidate that was published, the way that differs from it in the fewest weeks."""
    names: dict[str, dict[int, str]] = {}
    for one in published:
        names.setdefault(one.group, {})[one.day // DAYS_PER_WEEK] = one.activity
    found: dict[int, tuple[int, int]] = {}
    for index, number in v.x:
        candidate = v.problem.candidates[index]
        own = names.get(candidate.group)
        options = candidate.paths[number].options
        if own is None or candidate.is_past or (candidate.once and not _is_planned(options, own)):
            continue
        differs = sum(
            (option.activity if (option := options[week]) is not None else None) != own.get(week)
            for week in v.weeks
        )
        found[index] = min(found.get(index, (differs, number)), (differs, number))
    return {index: number for index, (_, number) in found.items()}


def _is_planned(options: Iterable[Option | None], weeks: Mapping[int, str]) -> bool:
    return any(option is not None and option.week in weeks for option in options)


class _Revision:
    """The levels of one revision, on one model."""

    def __init__(
        self,
        v: Variables,
        points: Sum,
        short: Sum,
        weeks: Mapping[int, Sum],
        limits: Effort,
        stop: Stop,
        tell: Progress,
    ) -> None:
        self.v = v
        self.points = points
        self.short = short
        self.weeks = weeks
        self.limits = limits
        self.stop = stop
        self.tell = tell

    def shortfall_first(self, fewest: Outcome) -> SolveResult:
        """Least shortfall, then the fewest changes within the tolerance."""
        revision = self.v.problem.revision
        assert revision is not None
        assert fewest.found is not None
        v, tolerance = self.v, revision.weights.tolerance
        kept = self._better(fewest)
        best = self._least(kept)
        end = best.found
        found, bound = kept, fewest.bound
        if self._short(kept) > best.value + tolerance:
            most = best.value + tolerance
            found, bound = self._fewer(self._begun(kept, end, most), most, fewest)
        nearest = self._towards(found, best.value)
        if nearest is not None and self._points(nearest) < self._points(end):
            end = nearest
        if self._short(found) > self._short(end) + tolerance:
            # The way to fewer changes has led to less shortfall than the search for it.
            found, bound = self._fewer(end, self._short(end) + tolerance, fewest)
        count = self._points(found)
        v.model.clear_objective()
        v.model.add(self.points <= count)
        if count < self._points(kept):
            # Unproven, and the search among good plans has found a better end by chance.
            kept = found
        ends = (
            self._end(CHANGES, kept, proven=self._points(kept) == fewest.bound),
            self._end(SHORTFALL, end, proven=self._short(end) == best.bound),
        )
        first = self._level(SHORTFALL, self.short, found, best.bound or 0)
        second = self._level(CHANGES, self.points, found, bound)
        return self._result(found, (first, second), ends)

    def _begun(self, kept: Found, good: Found, most: int) -> Found:
        """Of a good plan and one on the way to it the one with fewer changes."""
        begun = self._towards(kept, most)
        return good if begun is None or self._points(good) < self._points(begun) else begun

    def _fewer(self, begun: Found, most: int, fewest: Outcome) -> tuple[Found, int]:
        """The fewest changes with so little shortfall, and how few there can be."""
        self.v.model.clear_objective()
        self.v.model.add(self.short <= most)
        self.v.model.minimize(self.points)
        search = Search(self.v, begun, stop=self.stop)
        search.run(self.limits.revision_level)
        return search.found, max(search.bound or 0, fewest.bound)

    def changes_first(self, fewest: Outcome) -> SolveResult:
        """Fewest changes, then the least shortfall among them."""
        assert fewest.found is not None
        v = self.v
        count = evaluate(self.points, fewest.found.values)
        first = self._level(CHANGES, self.points, fewest.found, fewest.bound)
        v.model.clear_objective()
        v.model.add(self.points <= count)
        best = self._least(fewest.found)
        ends = (self._end(CHANGES, best.found, proven=first.proven),)
        v.model.clear_objective()
        v.model.add(self.short <= best.value)
        second = self._level(SHORTFALL, self.short, best.found, best.bound or 0)
        return self._result(best.found, (first, second), ends)

    def _better(self, fewest: Outcome) -> Found:
        """The least shortfall among the plans with the fewest changes."""
        assert fewest.found is not None
        count = evaluate(self.points, fewest.found.values)
        self.v.model.clear_objective()
        self.v.model.minimize(self.short)
        rows = [self.points <= count]
        outcome = run(self.v, self.limits.revision, fewest.found.values, rows=rows, stop=self.stop)
        return outcome.found or fewest.found

    def _points(self, found: Found) -> int:
        return evaluate(self.points, found.values)

    def _short(self, found: Found) -> int:
        return evaluate(self.short, found.values)

    def _towards(self, kept: Found, most: int) -> Found | None:
        """From the fewest changes on, as few more as bring the shortfall down to what may be."""
        v = self.v
        beyond = v.model.new_int_var(0, evaluate(self.short, kept.values), "")
        v.model.add(beyond >= self.short - most)
        v.model.clear_objective()
        v.model.minimize(BEYOND * beyond + self.points)
        search = Search(v, kept, stop=self.stop)
        search.run(LevelEffort(improve=self.limits.revision_level.improve))
        is_good = evaluate(self.short, search.found.values) <= most
        return search.found if is_good else None

    def _least(self, begun: Found) -> Search:
        v = self.v
        v.model.clear_objective()
        v.model.minimize(self.short)
        level = self.limits.revision_first
        bounds = self._bounds(level)
        search = Search(v, begun, self.weeks, self.stop, bounds)
        search.run(level)
        self.tell(level_line(SHORTFALL, search.value, search.bound))
        return search

    def _bounds(self, level: LevelEffort) -> dict[int, int] | None:
        """What each whole week costs at least; the rest of a cut week is not bounded alone."""
        if not level.weekly:
            return None
        first = self.v.problem.first_week + bool(self.v.problem.first_day % DAYS_PER_WEEK)
        whole = range(first, self.v.problem.weeks)
        return week_bounds(self.v.problem, whole, level.weekly, self.stop)

    def _result(
        self, found: Found, levels: tuple[Level, ...], ends: tuple[End, ...]
    ) -> SolveResult:
        """The last level: what the plan asks of the person."""
        v = self.v
        objective = burden.build(v)
        v.model.minimize(objective)
        search = Search(v, found, stop=self.stop)
        search.run(LevelEffort(improve=0.0, prove=self.limits.levels[1].prove))
        for level in levels:
            self.tell(level_line(level.name, level.value, level.bound))
        last = self._level(BURDEN, objective, search.found, search.bound or 0)
        levels = (*levels, last)
        is_proven = all(level.proven for level in levels)
        gone = {slot.index for slot in v.problem.slots if slot.day < v.problem.first_day}
        return SolveResult(
            status=SolveStatus.OPTIMAL if is_proven else SolveStatus.FEASIBLE,
            levels=levels,
            placements=tuple(p for p in search.found.placements if p.slot not in gone),
            paths=dict(search.found.paths),
            ends=ends,
        )

    def _level(self, name: str, objective: Sum, found: Found, bound: int) -> Level:
        value = evaluate(objective, found.values)
        bound = min(bound, value)
        return Level(name=name, value=value, bound=bound, proven=bound == value, scope="joint")

    def _end(self, first: str, found: Found, *, proven: bool) -> End:
        return End(
            first=first,
            changes=evaluate(self.points, found.values),
            shortfall=evaluate(self.short, found.values),
            proven=proven,
        )
