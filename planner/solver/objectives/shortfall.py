"""Level 1: how far the plan falls short of the clinical targets of its phases.

In a lighter week it is also how far the plan goes beyond what that week should hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.problem.bounds import Target
from planner.problem.model import Option
from planner.solver.variables import IntVar, Sum, Variables

ENDURANCE, STRENGTH = "endurance", "strength"


class Part(Struct, frozen=True):
    """One thing that a week may lack, with its weight."""

    week: int
    missing: IntVar
    weight: int


def build(v: Variables) -> Sum:
    """Weighted sum of missing days, endurance units and sets of a group, and of wishes not met."""
    by_week = build_weeks(v)
    return Sum.sum(list(by_week.values()))


def build_weeks(v: Variables) -> dict[int, Sum]:
    """The shortfall of every week; together they are the whole."""
    missed = [Part(week, wish, weight) for week, wish, weight in v.missed]
    parts = [*_targets(v), *_coverage(v), *missed, *_beyond(v)]
    return {week: _of_week(v, week, [p for p in parts if p.week == week]) for week in v.weeks}


def _of_week(v: Variables, week: int, parts: list[Part]) -> Sum:
    # What is done once is rewarded, so that the sum counts what is left out.
    once = [
        x
        for (index, number), x in v.x.items()
        if v.problem.candidates[index].once
        and v.problem.candidates[index].paths[number].start == week
    ]
    terms = [part.missing for part in parts] + once
    weights = [part.weight for part in parts] + [-v.problem.once_weight] * len(once)
    # A sum of no terms has no place in a linear expression of the solver.
    total = Sum.weighted_sum(terms, weights) if terms else Sum.sum([])
    return total + v.problem.once_weight * len(once)


def _targets(v: Variables) -> Iterator[Part]:
    for target in v.problem.targets:
        for week in v.weeks:
            wanted = target.ranges[week]
            if wanted is None or not wanted.goal:
                continue
            size = v.problem.grid if wanted.unit == "minutes" else 1
            missing = _missing(v, target, week, wanted.goal, wanted.unit)
            yield Part(week, missing, target.weight * size)
            if target.item_weight and target.items[week]:
                yield Part(week, _missing_items(v, target, week), target.item_weight)
            if target.component == STRENGTH and _share(v, week) == PERCENT:
                for index in _to_come(v, target.component):
                    for short in _missing_dose(v, index, week, wanted.goal):
                        yield Part(week, short, 1)


def _to_come(v: Variables, component: str) -> list[int]:
    """Candidates that may still be placed."""
    return [i for i in v.of_component(component) if not v.problem.candidates[i].is_past]


def _coverage(v: Variables) -> Iterator[Part]:
    for coverage in v.problem.coverage:
        for week in v.weeks:
            if week >= coverage.from_week and week in v.problem.full_weeks:
                wanted = coverage.sets * _share(v, week) // PERCENT
                missing = _missing_sets(v, coverage.group, week, wanted)
                yield Part(week, missing, coverage.weight)


def _share(v: Variables, week: int) -> int:
    """Percent of the sets that a week should hold: less where it is a lighter one."""
    lighter = [
        one.pct for one in v.problem.lighter if (one.component, one.week) == (STRENGTH, week)
    ]
    return min(lighter, default=PERCENT)


def _beyond(v: Variables) -> Iterator[Part]:
    """What a lighter week holds above its share of the best of the weeks before."""
    for lighter in v.problem.lighter:
        week, component = lighter.week, lighter.component
        before = range(max(0, week - v.problem.endurance.reference_weeks), week)
        own = _amounts(v, component, week)
        if week not in v.weeks or not before or not own:
            continue
        most = max(_most(_amounts(v, component, other)) for other in before)
        best = v.model.new_int_var(0, max(PERCENT * most, PERCENT * lighter.least), "")
        shares = [lighter.pct * _amount(v, component, other) for other in before]
        v.model.add_max_equality(best, [*shares, PERCENT * lighter.least])
        over = v.model.new_int_var(0, _most(own), "")
        v.model.add(PERCENT * over >= PERCENT * Sum.sum(own) - best)
        yield Part(week, over, lighter.weight)


def _most(amounts: Iterable[IntVar]) -> int:
    return sum(list(amount.proto.domain)[-1] for amount in amounts)


def _amounts(v: Variables, component: str, week: int) -> list[IntVar]:
    """Endurance units, or sets, of everything in a week."""
    table = v.units if component == ENDURANCE else v.sets
    return [amount for (_, slot), amount in table.items() if v.problem.slots[slot].week == week]


def _amount(v: Variables, component: str, week: int) -> Sum:
    """Units or sets of a week as a measure: without what was missed before a revision."""
    missed = v.missed_units if component == ENDURANCE else v.missed_sets
    gone = sum(n for (_, slot), n in missed.items() if v.problem.slots[slot].week == week)
    return Sum.sum(_amounts(v, component, week)) - gone


def _missing(v: Variables, target: Target, week: int, goal: int, unit: str) -> IntVar:
    if unit == "minutes":
        goal_units = goal // v.problem.grid
        short = v.model.new_int_var(0, goal_units, "")
        v.model.add(short >= goal_units - v.week_units(week))
        endurance = v.of_component(target.component)
        _reach(v, short, goal_units, endurance, week, _most_units)
        return short
    candidates = v.of_component(target.component)
    days = []
    for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
        everything = frozenset().union(*(v.problem.candidates[c].activities for c in candidates))
        booleans = v.on_day(candidates, everything, day)
        if booleans:
            days.append(v.any_on_day(booleans, day))
    short = v.model.new_int_var(0, goal, "")
    v.model.add(short >= goal - Sum.sum(days))
    _reach(v, short, goal, candidates, week, lambda option: option.per_week[1])
    return short


def _reach(
    v: Variables,
    short: IntVar,
    goal: int,
    candidates: Iterable[int],
    week: int,
    most: Callable[[Option], int],
) -> None:
    """What the active items can reach at most; implied, but it makes the linear bound tighter."""
    terms, reach = [], []
    for index in candidates:
        for option, x in v.options.get((index, week), {}).items():
            terms.append(x)
            reach.append(min(goal, most(option)))
    v.model.add(short >= goal - Sum.weighted_sum(terms, reach))


def _most_units(option: Option) -> int:
    return option.per_week[1] * (option.units or (0, 0))[1]


def _missing_items(v: Variables, target: Target, week: int) -> IntVar:
    active = [
        x
        for index in _to_come(v, target.component)
        if not v.problem.candidates[index].once
        for x in v.active(index, week)
    ]
    short = v.model.new_int_var(0, target.items[week], "")
    v.model.add(short >= target.items[week] - Sum.sum(active))
    return short


def _missing_dose(v: Variables, index: int, week: int, days: int) -> list[IntVar]:
    """Sets that an active strength item lacks to its dose on every strength day."""
    options = v.options.get((index, week), {})
    placed = [v.sets[index, s.index] for s in v.slots_of_week[week] if (index, s.index) in v.sets]
    if not options or not placed:
        return []
    goals = [option.sets * min(days, option.per_week[1]) for option in options]
    short = v.model.new_int_var(0, max(goals), "")
    wanted = Sum.weighted_sum(list(options.values()), goals)
    v.model.add(short >= wanted - Sum.sum(placed))
    return [short]


def _missing_sets(v: Variables, group: str, week: int, sets: int) -> IntVar:
    done = [
        v.sets[index, slot.index]
        for index, candidate in enumerate(v.problem.candidates)
        if group in candidate.groups
        for slot in v.slots_of_week[week]
        if (index, slot.index) in v.sets
    ]
    short = v.model.new_int_var(0, sets, "")
    v.model.add(short >= sets - Sum.sum(done))
    trainers = [i for i, c in enumerate(v.problem.candidates) if group in c.groups]
    _reach(v, short, sets, trainers, week, lambda option: option.per_week[1] * option.sets)
    return short
