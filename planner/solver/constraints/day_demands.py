"""`required_days`: what a rule or the template requires on so many days of a week.

These are the demands that a request can clash with, so each one can carry a guard literal: in a
conflict search the rows hold only while the guard does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.problem.model import DayDemand
from planner.solver.constraints.rest_day import DAYS_PER_WEEK
from planner.solver.variables import Sum, Variables


def add(v: Variables, guards: Mapping[str, Any] | None = None) -> None:
    """Add every demand; with guards, only while the guard of its id is true."""
    for demand in v.problem.day_demands:
        guard = guards.get(demand.id) if guards is not None else None
        for position, week in enumerate(demand.weeks):
            _week(v, demand, week, demand.done[position], guard)


def _week(v: Variables, demand: DayDemand, week: int, done: frozenset[int], guard: Any) -> None:
    days = []
    for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
        if day in done:
            continue
        booleans = v.on_day(demand.candidates, demand.activities, day)
        days.append(v.any_on_day(booleans, day) if booleans else None)
    real = [day for day in days if day is not None]
    enforce = [guard] if guard is not None else []
    if demand.when_present is not None:
        present = _present(v, demand.when_present, week)
        if present is None:
            return
        enforce.append(present)
    if demand.at_least > len(done):
        row = v.model.add(Sum.sum(real) >= demand.at_least - len(done))
        if enforce:
            row.only_enforce_if(*enforce)
    if demand.at_most < DAYS_PER_WEEK:
        row = v.model.add(Sum.sum(real) <= demand.at_most - len(done))
        if enforce:
            row.only_enforce_if(*enforce)
    if demand.non_consecutive:
        for one, other in zip(days, days[1:], strict=False):
            if one is not None and other is not None:
                v.model.add_bool_or([~one, ~other])


def _present(v: Variables, component: str, week: int) -> Any | None:
    placed = [
        v.y[index, slot.index]
        for index in v.of_component(component)
        for slot in v.slots_of_week[week]
        if (index, slot.index) in v.y
    ]
    if not placed:
        return None
    present = v.model.new_bool_var("")
    for boolean in placed:
        v.model.add_implication(boolean, present)
    return present
