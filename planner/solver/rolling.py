"""A first plan week by week: each week is solved after the weeks before it, which are held.

Cost grows linearly with the weeks. The plan obeys every hard constraint; it is good, not proven,
and starts the search over the whole plan.
"""

from __future__ import annotations

import math

from planner.problem.model import Problem
from planner.solver.build import build
from planner.solver.conflicts import week_clashes
from planner.solver.effort import Slice
from planner.solver.horizon import Horizon
from planner.solver.interrupt import Stop
from planner.solver.objectives import burden, shortfall
from planner.solver.read import Found
from planner.solver.result import Placement
from planner.solver.run import run
from planner.solver.variables import Sum, Variables

SHORT = 20
# A unit less than a hard floor ahead, in points of shortfall.
LATE = 4
# Weeks ahead for which a component that is left now is missed.
AHEAD = 4
# A tight week gets a second, longer try before weeks before it are opened again.
RETRY = Slice(limit=1.0, linearization=0, any_plan=True)


class Budget:
    """Deterministic time that is left for all searches together; none once a stop is asked for."""

    def __init__(self, left: float = math.inf, stop: Stop | None = None) -> None:
        self.left = left
        self.stop = stop or Stop()

    def spend(self, spent: float) -> None:
        """Take what a search has cost."""
        self.left = 0.0 if self.stop.is_asked else self.left - spent


def rolling(
    problem: Problem,
    part: Slice,
    weeks: int | None = None,
    limit: float = math.inf,
    stop: Stop | None = None,
) -> Found | None:
    """A plan of the first weeks; None if no way out of some dead end is found, or it is stopped.

    Args:
        problem: what to plan.
        part: limit and strategy of each week's search.
        weeks: how many are planned; None = all.
        limit: deterministic time of all searches, after which no further one is begun.
        stop: ends the searches early, without a plan.
    """
    budget = Budget(limit, stop)
    past: tuple[Placement, ...] = ()
    found: Found | None = None
    for week in range(weeks or problem.weeks):
        if budget.stop.is_asked:
            return None
        found = extended(problem, Horizon(week, week, past), part, budget)
        if found is None:
            return None
        past = tuple(p for p in found.placements if p.option.week <= week)
    return found


def extended(
    problem: Problem, horizon: Horizon, part: Slice, budget: Budget | None = None
) -> Found | None:
    """A plan up to the end of the horizon; in a dead end more and more of the past is freed.

    Weeks that are open together see each other: what comes next is not found out too late.
    """
    budget = budget or Budget()
    first, back = horizon.first, 1
    while True:
        kept = tuple(p for p in horizon.past if p.option.week < first)
        found = _window(problem, Horizon(first, horizon.last, kept), part, budget)
        if found is not None or first == 0 or budget.left <= 0:
            return found
        # Where a week clashes by itself, no other past helps.
        if first == horizon.last and week_clashes(problem, first):
            return None
        first, back = max(0, first - back), back * 2


def _window(problem: Problem, horizon: Horizon, part: Slice, budget: Budget) -> Found | None:
    v = build(problem, horizon)
    # A single sum is right here only because this plan is a start, not a result.
    ahead: Sum | int = 0
    if needed_units(problem)[horizon.last]:
        # What a floor ahead asks for early must not drive out what does not come back.
        ahead = LATE * SHORT * _behind(v) + SHORT * _left(v)
    v.model.minimize(SHORT * shortfall.build(v) + burden.build(v) + ahead)
    outcome = run(v, part, {}, stop=budget.stop)
    budget.spend(outcome.spent)
    if outcome.found is None and not outcome.is_infeasible and budget.left > 0:
        outcome = run(v, RETRY, {}, stop=budget.stop)
        budget.spend(outcome.spent)
    return outcome.found


def _behind(v: Variables) -> Sum:
    """Endurance units that the last week lacks to the floors that follow."""
    needed = needed_units(v.problem)[v.horizon.last]
    behind = v.model.new_int_var(0, needed, "")
    v.model.add(behind >= needed - v.week_units(v.horizon.last))
    return behind


def _left(v: Variables) -> Sum:
    """What the weeks ahead lack of a component that the last week no longer holds.

    An item that is left does not come back, and what may begin is capped. Only a floor ahead makes
    a week so short of time that it would pay with the weeks after it (measured: elsewhere the start
    is no better for this).
    """
    last = v.horizon.last
    parts, weights = [], []
    for target in v.problem.targets:
        ahead = target.ranges[last + 1 : last + 1 + AHEAD]
        lost = target.weight * sum(r.goal for r in ahead if r is not None and r.unit == "days")
        own = v.of_component(target.component)
        if lost and any(p.candidate in own and p.option.week < last for p in v.horizon.past):
            left = v.model.new_bool_var("")
            active = [x for index in own for x in v.active(index, last)]
            v.model.add(Sum.sum(active) >= 1).only_enforce_if(~left)
            parts.append(left)
            weights.append(lost)
    return Sum.weighted_sum(parts, weights) if parts else Sum.sum([])


def needed_units(problem: Problem) -> list[int]:
    """Endurance units of the highest floor from each week on, as far as the week allows them.

    Minutes, days and bouts all grow in small steps: who has a high floor ahead starts at once.
    """
    floors = [0] * problem.weeks
    for floor in problem.minutes_floors:
        for span in floor.spans:
            if not span.only_if_present:
                floors[span.week] = max(floors[span.week], span.minutes // problem.grid)
    needed = [max(floors[week:]) for week in range(problem.weeks)]
    return [min(units, most) for units, most in zip(needed, problem.endurance.most, strict=True)]
