"""Level 1: how far the plan falls short of the clinical targets of its phases."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.model import Target
from planner.solver.variables import IntVar, Sum, Variables


def build(v: Variables) -> Sum:
    """Weighted sum of missing days, missing endurance units and missing sets of a group."""
    parts = [*_targets(v), *_coverage(v)]
    # What is done once is rewarded, so that the sum counts what is left out.
    once = [
        x
        for (index, number), x in v.x.items()
        if v.problem.candidates[index].once
        and v.problem.candidates[index].paths[number].start in v.weeks
    ]
    parts += [(x, -v.problem.once_weight) for x in once]
    if not parts:
        return Sum.sum([])
    total = Sum.weighted_sum([term for term, _ in parts], [weight for _, weight in parts])
    return total + v.problem.once_weight * len(once)


def _targets(v: Variables) -> Iterator[tuple[IntVar, int]]:
    for target in v.problem.targets:
        for week in v.weeks:
            wanted = target.ranges[week]
            if wanted is None or not wanted.goal:
                continue
            size = v.problem.grid if wanted.unit == "minutes" else 1
            yield _missing(v, target, week, wanted.goal, wanted.unit), target.weight * size
            if target.item_weight and target.items[week]:
                yield _missing_items(v, target, week), target.item_weight
            if target.component == "strength":
                for index in v.of_component(target.component):
                    for short in _missing_dose(v, index, week, wanted.goal):
                        yield short, 1


def _coverage(v: Variables) -> Iterator[tuple[IntVar, int]]:
    for coverage in v.problem.coverage:
        for week in v.weeks:
            if week >= coverage.from_week and week in v.problem.full_weeks:
                yield _missing_sets(v, coverage.group, week, coverage.sets), coverage.weight


def _missing(v: Variables, target: Target, week: int, goal: int, unit: str) -> IntVar:
    if unit == "minutes":
        goal_units = goal // v.problem.grid
        short = v.model.new_int_var(0, goal_units, "")
        v.model.add(short >= goal_units - v.week_units(week))
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
    return short


def _missing_items(v: Variables, target: Target, week: int) -> IntVar:
    active = [
        x
        for index in v.of_component(target.component)
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
    goals = [option.sets * min(days, option.per_week[1]) for option in options.values()]
    chosen = [v.x[index, number] for number in options]
    short = v.model.new_int_var(0, max(goals), "")
    v.model.add(short >= Sum.weighted_sum(chosen, goals) - Sum.sum(placed))
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
    return short
