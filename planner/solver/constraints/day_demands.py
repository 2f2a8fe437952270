"""`required_days`: what a rule or the template requires on so many days of a week.

These are the demands that a request can clash with, so each one can carry a guard literal: in a
conflict search the rows hold only while the guard does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ortools.sat.python import cp_model

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.model import DayDemand
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Add every demand; with guards, only while the guard of its id is true."""
    for demand in v.problem.day_demands:
        guard = guards.get(demand.id) if guards is not None else None
        for position, week in enumerate(demand.weeks):
            if week not in v.weeks:
                continue
            _week(v, demand, week, demand.done[position], guard)


def _week(
    v: Variables, demand: DayDemand, week: int, done: frozenset[int], guard: IntVar | None
) -> None:
    days = _days(v, demand, week, done)
    real = list(days.values())
    enforce = [guard] if guard is not None else []
    if demand.when_present is not None:
        present = _present(v, demand.when_present, week)
        if present is None:
            return
        enforce.append(present)
    rows = []
    if demand.at_least > len(done):
        rows.append(Sum.sum(real) >= demand.at_least - len(done))
    if demand.at_most < DAYS_PER_WEEK:
        rows.append(Sum.sum(real) <= demand.at_most - len(done))
    for row in rows:
        added = v.model.add(row)
        if enforce:
            added.only_enforce_if(*enforce)
    if demand.non_consecutive:
        for clause in _apart(days, done):
            added = v.model.add_bool_or(clause)
            if enforce:
                added.only_enforce_if(*enforce)


def _days(v: Variables, demand: DayDemand, week: int, done: frozenset[int]) -> dict[int, IntVar]:
    """The days of the week that are still to fill and can be."""
    days: dict[int, IntVar] = {}
    for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
        booleans = v.on_day(demand.candidates, demand.activities, day) if day not in done else []
        if booleans:
            days[day] = v.any_on_day(booleans, day)
    return days


def _apart(days: dict[int, IntVar], done: frozenset[int]) -> Iterator[list[cp_model.LiteralT]]:
    """Clauses: of two days in a row one is free, and a day beside one that is done is."""
    for day, held in days.items():
        if day - 1 in done or day + 1 in done:
            yield [~held]
        if day + 1 in days:
            yield [~held, ~days[day + 1]]


def _present(v: Variables, component: str, week: int) -> IntVar | None:
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
