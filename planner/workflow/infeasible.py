"""The smallest set of clashing demands, in plain words."""

from __future__ import annotations

from planner.explain.conflict import Demand, conflict_text
from planner.explain.messages import messages_of
from planner.knowledge import Catalog
from planner.problem.model import DayDemand, Gap, MinutesFloor, Problem
from planner.solver.conflicts import smallest_conflict


def explained(problem: Problem, catalog: Catalog) -> str:
    """Sentences for the smallest conflict; every demand in it is needed for the clash."""
    names = smallest_conflict(problem)
    if not names:
        return catalog.planning.texts["no_combination"]
    minutes = sum(slot.capacity for slot in problem.slots)
    days = len({slot.day for slot in problem.slots})
    demands = [
        Demand(
            family="availability", values={"days": days, "minutes": minutes, "weeks": problem.weeks}
        )
    ]
    demands += [_days(d, catalog) for d in problem.day_demands if d.id in names]
    demands += [_gap(g, catalog) for g in problem.gaps if g.id in names]
    demands += [_minutes(f, catalog) for f in problem.minutes_floors if f.id in names]
    return conflict_text(tuple(demands), messages_of(catalog))


def _days(demand: DayDemand, catalog: Catalog) -> Demand:
    values: dict[str, int | str] = {
        "what": _says(demand.id, catalog),
        "days": demand.at_least,
        "week": demand.weeks[0] + 1,
    }
    return Demand(family="required_days", values=values, text=demand.text)


def _gap(gap: Gap, catalog: Catalog) -> Demand:
    days = len(gap.stretches[0]) - 1
    values: dict[str, int | str] = {"what": _says(gap.id, catalog), "days": days}
    return Demand(family="days_off", values=values, text=gap.text)


def _minutes(floor: MinutesFloor, catalog: Catalog) -> Demand:
    most = max(floor.spans, key=lambda span: span.minutes)
    values: dict[str, int | str] = {
        "what": _says(floor.id, catalog),
        "minutes": most.minutes,
        "week": most.week + 1,
    }
    return Demand(family="minutes_floors", values=values, text=floor.text)


def _says(name: str, catalog: Catalog) -> str:
    return catalog.rules[name.partition("#")[0].partition(":")[0]].says
