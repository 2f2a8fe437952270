"""Long programmes: window after window, each with the weeks before it held.

A window is searched as a short plan is; then its first weeks are kept for good and the next
window takes the rest over as its start. So a decision is made with the weeks after it in sight,
and neither time nor memory of a search depends on how long the whole programme is. Only the plan
that comes out is put into one model, with nothing but the ways through the ladders that it takes:
this checks every constraint over the whole and rates it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from planner.problem.model import Candidate, Problem
from planner.solver.build import build
from planner.solver.effort import Effort, LevelEffort
from planner.solver.horizon import Horizon
from planner.solver.interrupt import Stop
from planner.solver.levels import climb
from planner.solver.prescription import hold_paths
from planner.solver.progress import Progress, silent
from planner.solver.read import Found, start
from planner.solver.result import Level, SolveResult, SolveStatus
from planner.solver.rolling import extended, rolling
from planner.solver.weekly import week_bounds

LENGTH = 12
KEPT = 4


def solve_long(problem: Problem, limits: Effort, stop: Stop, tell: Progress) -> SolveResult | None:
    """The plan of all windows; None if the start of one of them ends in a dead end.

    Raises:
        KeyboardInterrupt: Ctrl-C before the last window: there is no whole plan to keep.
    """
    weekly = limits.levels[0].weekly
    bounds = week_bounds(problem, range(problem.weeks), weekly, stop) if weekly else {}
    found = _windows(problem, limits, bounds, stop, tell)
    if found is None:
        return None
    levels, whole = _whole(problem, found, limits, bounds, stop, tell)
    return SolveResult(
        status=SolveStatus.FEASIBLE,
        levels=levels,
        placements=whole.placements,
        paths=dict(found.paths),
    )


def _windows(
    problem: Problem, limits: Effort, bounds: Mapping[int, int], stop: Stop, tell: Progress
) -> Found | None:
    found: Found | None = None
    first = last = 0
    while last < problem.weeks:
        next_ = min(problem.weeks, first + LENGTH)
        if found is None:
            rolled = rolling(problem, limits.window, next_)
        else:
            part = limits.window.part(next_ - last)
            rolled = extended(problem, Horizon(last, next_ - 1, found.placements), part)
            if rolled is None:
                rolled = _week_by_week(problem, found, range(last, next_), limits)
        if rolled is None:
            return None
        stop.has_plan = next_ == problem.weeks
        found = _window(problem, rolled, Horizon(first, next_ - 1), limits, bounds, stop)
        tell(f"weeks {first + 1} to {next_} of {problem.weeks}")
        first, last = first + KEPT, next_
    return found


def _week_by_week(
    problem: Problem, found: Found, weeks: Iterable[int], limits: Effort
) -> Found | None:
    """The same weeks one after the other: a search of all together may find none in its limit."""
    rolled: Found | None = found
    for week in weeks:
        if rolled is not None:
            rolled = extended(problem, Horizon(week, week, rolled.placements), limits.window)
    return rolled


def _window(
    problem: Problem,
    rolled: Found,
    horizon: Horizon,
    limits: Effort,
    bounds: Mapping[int, int],
    stop: Stop,
) -> Found:
    """The plan of the weeks up to the end of the window, its open weeks made better."""
    past = tuple(p for p in rolled.placements if p.option.week < horizon.first)
    v = build(problem, Horizon(horizon.first, horizon.last, past))
    known = {week: bounds[week] for week in v.weeks if week in bounds}
    begun = start(v, rolled.placements, rolled.paths)
    return climb(v, begun, limits.levels, stop, silent, known)[1]


def _whole(
    problem: Problem,
    found: Found,
    limits: Effort,
    bounds: Mapping[int, int],
    stop: Stop,
    tell: Progress,
) -> tuple[tuple[Level, ...], Found]:
    """The levels of the whole plan; later levels are bounded for its prescription.

    Raises:
        AssertionError: the windows made a plan that breaks a constraint over the whole.
    """
    taken = _taken(problem, found.paths)
    paths = {c: n if problem.candidates[c].once else 0 for c, n in found.paths.items()}
    v = build(taken)
    hold_paths(v, paths)
    begun = start(v, found.placements, paths)
    first = LevelEffort(improve=0.0, weekly=limits.levels[0].weekly)
    later = (LevelEffort(improve=0.0, prove=level.prove) for level in limits.levels[1:])
    return climb(v, begun, (first, *later), stop, tell, bounds, are_paths_held=True)


def _taken(problem: Problem, paths: Mapping[int, int]) -> Problem:
    """The problem with only the ways that are taken.

    What is done once keeps all of its ways: leaving it out counts on the first level.
    """

    def only(index: int, candidate: Candidate) -> Candidate:
        if candidate.once:
            return candidate
        kept = (candidate.paths[paths[index]],) if index in paths else ()
        return replace(candidate, paths=kept)

    candidates = tuple(only(index, c) for index, c in enumerate(problem.candidates))
    return replace(problem, candidates=candidates)
