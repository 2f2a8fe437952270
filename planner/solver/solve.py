"""Solves the levels one after the other; one worker, fixed seed, deterministic limits."""

from __future__ import annotations

from collections.abc import Callable

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.effort import EFFORTS, Slice
from planner.solver.interrupt import Stop
from planner.solver.objectives import LEVELS
from planner.solver.read import Found, start
from planner.solver.result import Level, SolveResult, SolveStatus
from planner.solver.rolling import rolling
from planner.solver.search import Search
from planner.solver.variables import Variables

Progress = Callable[[str], None]
# Used only where the week-by-week start ends in a dead end: any plan, or a proof of none.
ANY_PLAN = Slice(limit=6.0, linearization=0)
JOINT = 2


def build(problem: Problem) -> Variables:
    """The model with every hard constraint and no objective."""
    v = Variables(problem)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    return v


def solve(
    problem: Problem,
    effort: str = "standard",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> SolveResult:
    """Best plan that the effort allows.

    Each level is minimised with the levels before held at their values. From the third level
    on the paths (which items, which ladder weeks) are held too, so its bound is valid for this
    prescription only (`scope` says so). Once a stop is asked for, the plan found by then is only
    rated on the levels that are left.

    Raises:
        KeyError: unknown effort.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    limits = EFFORTS[effort]
    stop = stop or Stop()
    v = build(problem)
    first = Search(v, start(v, rolling(problem, limits.window)))
    if first.found is None:
        first.run(ANY_PLAN)
    if first.found is None:
        status = SolveStatus.INFEASIBLE if first.is_infeasible else SolveStatus.UNKNOWN
        return SolveResult(status=status)
    found = first.found
    stop.has_plan = True
    if progress is not None:
        progress("first plan found")
    levels: list[Level] = []
    for position, (name, module) in enumerate(LEVELS):
        objective = module.build(v)
        v.model.minimize(objective)
        search = Search(v, found, stop)
        search.rate()
        for part in limits.levels[position]:
            if search.is_proven or stop.is_asked:
                break
            search.run(part)
        found = search.found or found
        levels.append(search.level(name, "joint" if position < JOINT else "given"))
        if progress is not None:
            progress(f"{name}: {levels[-1].value} (bound {levels[-1].bound})")
        v.model.clear_objective()
        v.model.add(objective <= levels[-1].value)
        if position == JOINT - 1:
            _hold_paths(v, found.paths)
    return _result(levels, found)


def _result(levels: list[Level], found: Found) -> SolveResult:
    proven = all(level.proven and level.scope == "joint" for level in levels)
    return SolveResult(
        status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
        levels=tuple(levels),
        placements=found.placements,
        paths=found.paths,
    )


def _hold_paths(v: Variables, paths: dict[int, int]) -> None:
    for (index, number), x in v.x.items():
        v.model.add(x == int(paths.get(index) == number))
