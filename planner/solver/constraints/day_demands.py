"""`required_days`: what a rule or the template requires on so many days of a week.

These are the demands that a request can clash with, so each one can carry a guard literal: in a
conflict search the rows hold only while the guard does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import DayDemand
from planner.solver.variables import IntVar, Literal, Row, Sum, Variables


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
    days = _days(v, demand, week)
    open_days = [placed for day, placed in days.items() if day not in done]
    if demand.counts_sessions:
        open_days = _sessions(v, demand, week)
    enforce: list[Literal] = [guard] if guard is not None else []
    if demand.when_present is not None:
        present = _present(v, demand.when_present, week)
        if present is None:
            return
        enforce.append(present)
    if demand.weight:
        missed = v.model.new_bool_var(f"missed:{demand.id}:{week}")
        v.missed.append((week, missed, demand.weight))
        enforce.append(~missed)
    rows: list[Row] = []
    if demand.at_least > len(done):
        rows.append(Sum.sum(open_days) >= demand.at_least - len(done))
    if demand.at_most < DAYS_PER_WEEK:
        rows.append(Sum.sum(open_days) <= demand.at_most - len(done))
    if demand.non_consecutive:
        rows += _apart(days, done)
    for row in rows:
        added = v.model.add(row)
        if enforce:
            added.only_enforce_if(*enforce)


def _days(v: Variables, demand: DayDemand, week: int) -> dict[int, IntVar]:
    """Boolean of each day on which something of the demand can be placed."""
    days: dict[int, IntVar] = {}
    for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
        booleans = v.on_day(demand.candidates, demand.activities, day)
        if booleans:
            days[day] = v.any_on_day(booleans, day)
    return days


def _sessions(v: Variables, demand: DayDemand, week: int) -> list[IntVar]:
    """Boolean of each session in which something of the demand can be placed."""
    sessions = []
    for slot in v.slots_of_week[week]:
        placed = (v.placed(c, slot, demand.activities) for c in demand.candidates)
        booleans = [boolean for boolean in placed if boolean is not None]
        if booleans:
            sessions.append(v.any_on_day(booleans, slot.day))
    return sessions


def _apart(days: Mapping[int, IntVar], done: frozenset[int]) -> Iterator[Row]:
    """No two days in a row; beside a day that is done already nothing is placed."""
    for day, placed in days.items():
        if day in done:
            continue
        if {day - 1, day + 1} & done:
            yield placed <= 0
        elif day + 1 in days:
            yield placed + days[day + 1] <= 1


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
