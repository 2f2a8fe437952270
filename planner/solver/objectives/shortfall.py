"""Level 1: how far the plan falls short of the clinical targets of its phases."""

from __future__ import annotations

from typing import Any

from planner.problem.model import Target
from planner.solver.constraints.rest_day import DAYS_PER_WEEK
from planner.solver.variables import Sum, Variables


def build(v: Variables) -> Any:
    """Weighted sum of missing days, missing endurance units and missing sets of a group."""
    terms: list[Any] = []
    weights: list[int] = []
    for target in v.problem.targets:
        for week in range(v.problem.weeks):
            wanted = target.ranges[week]
            if wanted is None or not wanted.goal:
                continue
            short = _missing(v, target, week, wanted.goal, wanted.unit)
            terms.append(short)
            weights.append(target.weight)
    for coverage in v.problem.coverage:
        for week in range(coverage.from_week, v.problem.weeks):
            if week in v.problem.full_weeks:
                terms.append(_missing_sets(v, coverage.group, week, coverage.sets))
                weights.append(coverage.weight)
    left_out = 0
    for index, candidate in enumerate(v.problem.candidates):
        if candidate.once:
            terms += [v.x[index, number] for number in range(len(candidate.paths))]
            weights += [-v.problem.once_weight] * len(candidate.paths)
            left_out += v.problem.once_weight
    return Sum.weighted_sum(terms, weights) + left_out if terms else Sum.sum([])


def _missing(v: Variables, target: Target, week: int, goal: int, unit: str) -> Any:
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


def _missing_sets(v: Variables, group: str, week: int, sets: int) -> Any:
    terms, weights = [], []
    for index, candidate in enumerate(v.problem.candidates):
        if group not in candidate.groups:
            continue
        for slot in v.slots_of_week[week]:
            if (index, slot.index) in v.y:
                terms.append(v.y[index, slot.index])
                weights.append(min(o.sets for o in v.options[index, week].values()))
    short = v.model.new_int_var(0, sets, "")
    v.model.add(short >= sets - (Sum.weighted_sum(terms, weights) if terms else 0))
    return short
