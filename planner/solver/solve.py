"""Solves a problem: short ones as one model, long ones in windows; deterministic limits only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.problem.model import Problem
from planner.solver.build import build
from planner.solver.conflicts import week_clashes
from planner.solver.effort import EFFORTS, LONG_WEEKS, Effort, Slice
from planner.solver.interrupt import Stop
from planner.solver.levels import climb
from planner.solver.long import solve_long
from planner.solver.progress import Progress, silent
from planner.solver.read import Found, start
from planner.solver.result import Level, SolveResult, SolveStatus
from planner.solver.revise import solve_revision
from planner.solver.rolling import rolling
from planner.solver.run import run
from planner.solver.variables import Variables

# Used only where the week-by-week start ends in a dead end: any plan, or a proof of none.
ANY_PLAN = Slice(limit=6.0, linearization=0)


def solve(
    problem: Problem,
    effort: str = "standard",
    progress: Progress | None = None,
    stop: Stop | None = None,
    *,
    changes_first: bool = False,
) -> SolveResult:
    """Best plan that the effort allows.

    Each level is minimised with the levels before held at their values. What the second level
    cannot prove over all plans, and all later levels, are proven for the prescription found (which
    items, which ladder weeks, how many days and minutes a week) only; `scope` says so. Once a stop
    is asked for, the plan found by then is only rated on the levels that are left. A long problem
    is solved in windows and never told to be optimal. A revision changes as little as it can of
    what was published.

    Raises:
        KeyError: unknown effort.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    limits = EFFORTS[effort]
    tell = progress or silent
    stop = stop or Stop()
    if problem.revision is not None:
        return solve_revision(problem, limits, stop, tell, changes_first=changes_first)
    if problem.weeks > LONG_WEEKS:
        found_in_windows = solve_long(problem, limits, stop, tell)
        if found_in_windows is not None:
            return found_in_windows
    v = build(problem)
    first = _first(v, limits)
    if isinstance(first, SolveStatus):
        return SolveResult(status=first)
    stop.has_plan = True
    tell("first plan found")
    levels, found = climb(v, first, limits.levels, stop, tell, others=_second(v, limits, stop))
    return _result(levels, found)


def _first(v: Variables, limits: Effort) -> Found | SolveStatus:
    """Any plan of the whole: week by week, else by a search of everything at once.

    The first level rates it: a plan made week by week is never searched anew.
    """
    # In a long problem that way has ended already.
    rolled = rolling(v.problem, limits.window) if v.problem.weeks <= LONG_WEEKS else None
    if rolled is not None:
        return start(v, rolled.placements, rolled.paths)
    if any(week_clashes(v.problem, week) for week in range(v.problem.weeks)):
        return SolveStatus.INFEASIBLE
    outcome = run(v, ANY_PLAN, {})
    if outcome.found is not None:
        return outcome.found
    return SolveStatus.INFEASIBLE if outcome.is_infeasible else SolveStatus.UNKNOWN


def _second(v: Variables, limits: Effort, stop: Stop) -> Iterator[Found]:
    """Another first plan, of longer searches: mostly a better one to begin with."""
    if limits.second is None or v.problem.weeks > LONG_WEEKS or stop.is_asked:
        return
    rolled = rolling(v.problem, limits.second, stop=stop)
    if rolled is not None:
        yield start(v, rolled.placements, rolled.paths)


def _result(levels: Iterable[Level], found: Found) -> SolveResult:
    levels = tuple(levels)
    proven = all(level.proven and level.scope == "joint" for level in levels)
    return SolveResult(
        status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
        levels=levels,
        placements=found.placements,
        paths=dict(found.paths),
    )
