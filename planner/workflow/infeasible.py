"""The smallest set of clashing demands, in plain words."""

from __future__ import annotations

from planner.explain.conflict import Demand, conflict_text
from planner.explain.messages import messages_of
from planner.knowledge import Catalog
from planner.problem.model import Problem
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
    for demand in problem.day_demands:
        if demand.id in names:
            demands.append(
                Demand(
                    family="required_days",
                    values={
                        "what": catalog.rules[demand.id.partition("#")[0].partition(":")[0]].says,
                        "days": demand.at_least,
                        "week": demand.weeks[0] + 1,
                    },
                    text=demand.text,
                )
            )
    return conflict_text(tuple(demands), messages_of(catalog))
