"""What each week costs at least: every week planned on its own, freed from all other weeks.

A plan of the whole, cut to one week, is a plan of that week's problem. So the least shortfall of
the week alone bounds the shortfall that any whole plan has in that week, and the sum of all weeks
bounds the whole. Days, sessions and rest inside the week are exact, which is what the linear
relaxation of the whole misses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import Coverage, DayDemand, NewCap, Reserved, Target
from planner.problem.model import Candidate, Option, Path, Problem, Slot
from planner.solver.build import build
from planner.solver.effort import Slice
from planner.solver.interrupt import Stop
from planner.solver.objectives import shortfall
from planner.solver.run import AT_ONCE, run


def week_bounds(
    problem: Problem, weeks: Iterable[int], part: Slice, stop: Stop | None = None
) -> dict[int, int]:
    """`week_bound` of each week, two weeks at a time."""
    weeks = list(weeks)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        bounds = threads.map(lambda week: week_bound(problem, week, part, stop), weeks)
        return dict(zip(weeks, bounds, strict=True))


def week_bound(problem: Problem, week: int, part: Slice, stop: Stop | None = None) -> int:
    """Least shortfall of the week that is proven.

    Args:
        problem: the whole problem.
        week: which week, 0-based.
        part: limit and strategy of the search.
        stop: ends the search early.
    """
    v = build(week_problem(problem, week))
    v.model.minimize(shortfall.build(v))
    outcome = run(v, part, {}, stop=stop)
    # A week that cannot be planned at all makes no bound: the search over the whole tells that.
    return 0 if outcome.is_infeasible else max(0, outcome.bound)


def week_problem(problem: Problem, week: int) -> Problem:
    """The problem of one week; whatever ties it to other weeks is left out or summed up."""
    slots, index = _slots(problem, week)
    is_first = week == 0
    return replace(
        problem,
        weeks=1,
        full_weeks=frozenset({0} if week in problem.full_weeks else ()),
        slots=slots,
        candidates=tuple(_candidate(c, week, index) for c in problem.candidates),
        all_day=(),
        targets=tuple(_target(target, week) for target in problem.targets),
        day_demands=tuple(_demand(d, week) for d in problem.day_demands if week in d.weeks),
        # Only in the first week nothing can have been done before.
        first_demands=problem.first_demands if is_first else (),
        new_caps=tuple(_new_caps(problem, week)),
        session_caps=tuple(replace(c, week=0) for c in problem.session_caps if c.week == week),
        items_at_once={name: caps[week : week + 1] for name, caps in problem.items_at_once.items()},
        steps_per_week=problem.steps_per_week[week : week + 1],
        endurance=replace(
            problem.endurance,
            most=problem.endurance.most[week : week + 1],
            longest_first=problem.endurance.longest_first[:1]
            if is_first
            else (max(problem.endurance.most),),
            no_rise=(),
        ),
        set_growth=None,
        coverage=tuple(_coverage(c, week) for c in problem.coverage),
        lighter=tuple(replace(one, week=0) for one in problem.lighter if one.week == week),
        sequences=(),
        # These reach over weeks or name slots; without them a week costs no more.
        step_caps=(),
        varieties=(),
        minutes_caps=(),
        minutes_floors=(),
        gaps=(),
        returns=(),
        reserved=_reserved(problem.reserved, week),
        revision=None,
    )


def _slots(problem: Problem, week: int) -> tuple[tuple[Slot, ...], dict[int, int]]:
    inside = [slot for slot in problem.slots if slot.week == week]
    index = {slot.index: place for place, slot in enumerate(inside)}
    first = week * DAYS_PER_WEEK
    slots = tuple(
        replace(slot, index=index[slot.index], week=0, day=slot.day - first) for slot in inside
    )
    return slots, index


def _candidate(candidate: Candidate, week: int, index: dict[int, int]) -> Candidate:
    """One path for every option of the week, whichever way through the ladder leads to it."""
    options: dict[Option, None] = {}
    for path in candidate.paths:
        option = path.options[week]
        if option is not None:
            slots = frozenset(index[slot] for slot in option.slots)
            options.setdefault(replace(option, week=0, slots=slots))
    paths = tuple(Path(start=0, options=(option,)) for option in options)
    return replace(candidate, paths=paths, is_past=False)


def _target(target: Target, week: int) -> Target:
    return replace(
        target, ranges=target.ranges[week : week + 1], items=target.items[week : week + 1]
    )


def _demand(demand: DayDemand, week: int) -> DayDemand:
    first = week * DAYS_PER_WEEK
    done = demand.done[demand.weeks.index(week)]
    return replace(demand, weeks=(0,), done=(frozenset(day - first for day in done),))


def _coverage(coverage: Coverage, week: int) -> Coverage:
    return replace(coverage, from_week=max(0, coverage.from_week - week))


def _reserved(reserved: Reserved, week: int) -> Reserved:
    others = {name: places[week : week + 1] for name, places in reserved.others.items()}
    return replace(reserved, others=others, total=reserved.total[week : week + 1])


def _new_caps(problem: Problem, week: int) -> Iterator[NewCap]:
    """What may be active at most: everything that may have started from some week to this one.

    Candidates that cannot start before week `first` are bound by the starts from then on.
    """
    named = {cap.candidates for cap in problem.new_caps if cap.week == week}
    earliest = [min((p.start for p in c.paths), default=0) for c in problem.candidates]
    for candidates in sorted(named):
        value = 0
        for first in range(week, -1, -1):
            most = _starts(problem, candidates, first)
            if most is None:
                break
            value += most
            late = tuple(c for c in candidates if earliest[c] >= first)
            if len(late) > value:
                yield NewCap(id=f"from_week_{first}", week=0, candidates=late, value=value)


def _starts(problem: Problem, candidates: tuple[int, ...], week: int) -> int | None:
    """Most starts among the candidates in a week; None if nothing caps them."""
    inside = set(candidates)
    values = [
        cap.value for cap in problem.new_caps if cap.week == week and inside <= set(cap.candidates)
    ]
    return min(values, default=None)
