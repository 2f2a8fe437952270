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
from planner.solver.effort import Effort, LevelEffort
from planner.solver.interrupt import Stop
from planner.solver.levels import climb, hold_paths
from planner.solver.progress import Progress, silent
from planner.solver.read import Found, start
from planner.solver.result import Level, Placement, SolveResult, SolveStatus
from planner.solver.rolling import build, rolling, window
from planner.solver.variables import Horizon, Variables
from planner.solver.weekly import week_bounds

LENGTH = 12
KEPT = 4
# Weeks behind the new ones that are opened again together with them, in turn.
BACK = (0, 1, 3)


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
        past = found.placements if found is not None else ()
        rolled = _extended(problem, limits, range(last, next_), past)
        if rolled is None:
            return None
        stop.has_plan = next_ == problem.weeks
        found = _window(problem, rolled, Horizon(first, next_ - 1), limits, bounds, stop)
        tell(f"weeks {first + 1} to {next_} of {problem.weeks}")
        first, last = first + KEPT, next_
    return found


def _extended(
    problem: Problem, limits: Effort, weeks: range, past: tuple[Placement, ...]
) -> Found | None:
    """A plan that goes on for the weeks, any; what is behind them is given up only if it must be.

    Weeks that are open together see each other's demands; only if they cannot all follow what
    lies behind them, week after week opens as much of that as it needs.
    """
    part = limits.window.part(len(weeks))
    for back in BACK if past else ():
        kept = tuple(p for p in past if p.option.week < weeks[0] - back)
        found = window(problem, Horizon(weeks[0] - back, weeks[-1], kept), part)
        if found is not None:
            return found
    return rolling(problem, limits.window, weeks, past)


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
    if horizon.last + 1 < problem.weeks:
        _keep_up(v, rolled.placements)
    known = {week: bounds[week] for week in v.weeks if week in bounds}
    begun = start(v, rolled.placements, rolled.paths)
    return climb(v, begun, limits.levels, stop, silent, known)[1]


def _keep_up(v: Variables, placements: Iterable[Placement]) -> None:
    """No less endurance in the last weeks than the start of the window has.

    The start grows ahead of the floors that follow; a search that does not see them would give
    that up again, and the next weeks would be out of reach of the ramps.
    """
    units: dict[int, list[int]] = {}
    for placement in placements:
        units.setdefault(placement.option.week, []).append(placement.units)
    for week in v.weeks[-KEPT:]:
        v.model.add(v.week_units(week) >= sum(units.get(week, [0])))
        v.model.add(v.longest_bout(week) >= max(units.get(week, [0])))


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
