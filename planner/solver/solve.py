"""Solves the levels one after the other, lexicographically; deterministic limits only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.problem.model import Problem
from planner.solver import constraints
from planner.solver.conflicts import week_clashes
from planner.solver.effort import EFFORTS, Effort, Slice
from planner.solver.interrupt import Stop
from planner.solver.objectives import LEVELS, shortfall
from planner.solver.progress import Progress, level_line, silent
from planner.solver.read import Found, start
from planner.solver.result import Level, SolveResult, SolveStatus
from planner.solver.rolling import rolling
from planner.solver.run import Outcome, run
from planner.solver.search import Search
from planner.solver.variables import Sum, Variables

# Used only where the week-by-week start ends in a dead end: any plan, or a proof of none.
ANY_PLAN = Slice(limit=6.0, linearization=0)
NO_PLAN = Outcome(found=None, value=None, bound=0, is_infeasible=True, is_optimal=False, spent=0.0)
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

    Each level is minimised with the levels before held at their values. What the second level
    cannot prove over all plans, and all later levels, are proven for the prescription found
    (which items, which ladder weeks) only; `scope` says so. Once a stop is asked for, the plan
    found by then is only rated on the levels that are left.

    Raises:
        KeyError: unknown effort.
        KeyboardInterrupt: Ctrl-C before there was a plan to keep.
    """
    limits = EFFORTS[effort]
    tell = progress or silent
    stop = stop or Stop()
    v = build(problem)
    first = _first(v, limits)
    if first.found is None:
        status = SolveStatus.INFEASIBLE if first.is_infeasible else SolveStatus.UNKNOWN
        return SolveResult(status=status)
    found = first.found
    stop.has_plan = True
    tell("first plan found")
    levels: list[Level] = []
    for position, (name, module) in enumerate(LEVELS):
        limit = limits.levels[position]
        weeks = shortfall.build_weeks(v) if module is shortfall else {}
        objective = Sum.sum(list(weeks.values())) if weeks else module.build(v)
        v.model.minimize(objective)
        search = Search(v, found, weeks, stop, tell=_teller(tell, name))
        search.run(limit)
        if position == JOINT - 1:
            _hold_paths(v, search.found.paths)
        is_joint = position < JOINT - 1 or (position < JOINT and search.is_proven)
        if position == JOINT - 1 and not is_joint:
            search.forget_bound()
            search.prove(limit)
        found = search.found
        levels.append(search.level(name, "joint" if is_joint else "given"))
        tell(level_line(name, levels[-1].value, levels[-1].bound))
        v.model.clear_objective()
        v.model.add(objective <= levels[-1].value)
    return _result(levels, found)


def _teller(tell: Progress, level: str) -> Callable[[int, int | None], None]:
    """Tells of a better plan of the level in passing."""
    return lambda value, bound: tell(level_line(level, value, bound), passing=True)


def _first(v: Variables, limits: Effort) -> Outcome:
    """Any plan of the whole: week by week, else by a search of everything at once."""
    rolled = rolling(v.problem, limits.window)
    if rolled is None:
        if any(week_clashes(v.problem, week) for week in range(v.problem.weeks)):
            return NO_PLAN
        return run(v, ANY_PLAN, {})
    # Holding what makes the plan, only what follows from it is left to compute.
    begun = start(v, rolled).values
    whole = run(v, ANY_PLAN, begun, fixed=begun)
    return whole if whole.found is not None else run(v, ANY_PLAN, begun)


def _result(levels: list[Level], found: Found) -> SolveResult:
    proven = all(level.proven and level.scope == "joint" for level in levels)
    return SolveResult(
        status=SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE,
        levels=tuple(levels),
        placements=found.placements,
        paths=dict(found.paths),
    )


def _hold_paths(v: Variables, paths: Mapping[int, int]) -> None:
    for (index, number), x in v.x.items():
        v.model.add(x == int(paths.get(index) == number))
