"""The levels of one model, minimised one after the other; each is held before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from planner.solver.effort import LevelEffort
from planner.solver.interrupt import Stop
from planner.solver.objectives import LEVELS, shortfall
from planner.solver.prescription import hold
from planner.solver.progress import Progress, level_line
from planner.solver.read import Found
from planner.solver.result import Level
from planner.solver.search import Search, rate
from planner.solver.variables import Sum, Variables

JOINT = 2


def climb(
    v: Variables,
    found: Found,
    efforts: tuple[LevelEffort, ...],
    stop: Stop,
    tell: Progress,
    bounds: Mapping[int, int] | None = None,
    *,
    others: Iterable[Found] = (),
    are_paths_held: bool = False,
) -> tuple[tuple[Level, ...], Found]:
    """Value and bound of every level, and the plan that has these values.

    What the second level cannot prove over all plans, and all later levels, are proven for the
    prescription found (see `planner.solver.prescription`) only; `scope` says so.

    Args:
        v: the model with every hard constraint and no objective.
        found: a plan of the model to start from.
        efforts: what each level may cost.
        stop: once it is asked for, the plan found by then is only rated on the levels left.
        tell: hears the value of every level.
        bounds: what each week costs at least on the first level, where that is known already.
        others: more plans to start from; the first level takes the best.
        are_paths_held: the model has only one way through each ladder from the start on; then
            the first level must not be searched, as its bound is told of every plan.
    """
    levels: list[Level] = []
    objectives: list[Sum] = []
    for position, (name, module) in enumerate(LEVELS):
        effort = efforts[position]
        weeks = shortfall.build_weeks(v) if module is shortfall else {}
        objective = Sum.sum(list(weeks.values())) if weeks else module.build(v)
        v.model.minimize(objective)
        more = others if position == 0 else ()
        search = Search(v, found, weeks, stop, bounds, _teller(tell, name), more)
        search.run(effort)
        is_joint = position == 0
        if position == JOINT - 1:
            is_joint = search.is_proven and not are_paths_held
            hold(v, search.found)
            if not search.is_proven:
                search.forget_bound()
                search.prove(effort)
        found = search.found
        levels.append(search.level(name, "joint" if is_joint else "given"))
        tell(level_line(name, levels[-1].value, levels[-1].bound))
        v.model.clear_objective()
        v.model.add(objective <= levels[-1].value)
        objectives.append(objective)
    return tuple(_as_ended(v, found, levels, objectives)), found


def _as_ended(
    v: Variables, found: Found, levels: list[Level], objectives: list[Sum]
) -> Iterator[Level]:
    """The levels as the last plan has them: a later search may better an earlier one by chance."""
    for level, objective in zip(levels, objectives, strict=True):
        if level.proven:
            yield level
            continue
        v.model.minimize(objective)
        value = rate(v, found)[1]
        v.model.clear_objective()
        yield replace(level, value=value, proven=value == level.bound)


def _teller(tell: Progress, level: str) -> Callable[[int, int | None], None]:
    """Tells of a better plan of the level in passing."""
    return lambda value, bound: tell(level_line(level, value, bound), passing=True)
