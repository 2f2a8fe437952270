"""The smallest set of clashing demands, in plain words."""

from __future__ import annotations

from planner.explain.conflict import Demand, conflict_text
from planner.explain.messages import messages_of
from planner.knowledge import Catalog
from planner.problem.bounds import DayDemand, Gap, MinutesFloor, Span
from planner.problem.model import Problem
from planner.solver.conflicts import smallest_conflict

NAMED = 3


def explained(problem: Problem, catalog: Catalog) -> str:
    """Sentences for the smallest conflict; every demand in it is needed for the clash."""
    names = smallest_conflict(problem)
    if not names:
        return catalog.planning.texts["no_combination"]
    clashing = [demand for demand in problem.day_demands if demand.id in names]
    floors = [floor for floor in problem.minutes_floors if floor.id in names]
    weeks = dict.fromkeys(_tightest_week(problem, demand) for demand in clashing)
    weeks |= dict.fromkeys(_most(floor).week for floor in floors)
    demands = [_free_time(problem, week) for week in weeks]
    demands += [_demand(problem, demand, catalog) for demand in clashing]
    demands += [_gap(gap, catalog) for gap in problem.gaps if gap.id in names]
    demands += [_minutes(floor, catalog) for floor in floors]
    return conflict_text(tuple(demands), messages_of(catalog))


def _free_days(problem: Problem, week: int) -> set[int]:
    return {slot.day for slot in problem.slots if slot.week == week}


def _tightest_week(problem: Problem, demand: DayDemand) -> int:
    """The week of the demand with the fewest days that have free time."""
    return min(demand.weeks, key=lambda week: len(_free_days(problem, week)))


def _free_time(problem: Problem, week: int) -> Demand:
    minutes = sum(slot.capacity for slot in problem.slots if slot.week == week)
    days = len(_free_days(problem, week))
    return Demand(
        family="availability", values={"week": week + 1, "days": days, "minutes": minutes}
    )


def _demand(problem: Problem, demand: DayDemand, catalog: Catalog) -> Demand:
    is_cap = demand.at_least == 0
    free = len(_free_days(problem, _tightest_week(problem, demand)))
    least = "required_days" if free < demand.at_least else "required_time"
    return Demand(
        family="day_cap" if is_cap else least,
        values={
            "what": _what(demand, catalog),
            "days": demand.at_most if is_cap else demand.at_least,
            "week": _tightest_week(problem, demand) + 1,
            "because": demand.text.rstrip("."),
            "rule": demand.id.partition("#")[0].partition(":")[0],
        },
    )


def _gap(gap: Gap, catalog: Catalog) -> Demand:
    values: dict[str, int | str] = {
        "what": _says(gap.id, catalog),
        "days": len(gap.stretches[0]) - 1,
    }
    return Demand(family="days_off", values=values, text=gap.text)


def _minutes(floor: MinutesFloor, catalog: Catalog) -> Demand:
    most = _most(floor)
    values: dict[str, int | str] = {
        "what": _says(floor.id, catalog),
        "minutes": most.minutes,
        "week": most.week + 1,
    }
    return Demand(family="minutes_floors", values=values, text=floor.text)


def _most(floor: MinutesFloor) -> Span:
    return max(floor.spans, key=lambda span: span.minutes)


def _says(name: str, catalog: Catalog) -> str:
    return catalog.rules[name.partition("#")[0].partition(":")[0]].says


def _what(demand: DayDemand, catalog: Catalog) -> str:
    """Names of a few activities, or the components of many."""
    activities = [catalog.activities[name] for name in sorted(demand.activities)]
    names = [activity.name for activity in activities]
    kinds = sorted({activity.component.replace("_", " ") for activity in activities})
    return " or ".join(names if len(names) <= NAMED else kinds)
