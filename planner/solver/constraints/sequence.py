"""`spacing`: a harder item starts only some weeks after the milder one was first done."""

from __future__ import annotations

from planner.problem.model import Option
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """The first week of the later activity needs the earlier one active in time."""
    for order in v.problem.sequences:
        holders = [
            (index, candidate)
            for index, candidate in enumerate(v.problem.candidates)
            if order.later in candidate.activities
        ]
        # It was done before: its first week lies in the past.
        if any(candidate.is_past for _, candidate in holders):
            continue
        for index, candidate in holders:
            for number, path in enumerate(candidate.paths):
                first = _first_week(path.options, order.later)
                if first is not None and first <= v.horizon.last and (index, number) in v.x:
                    before = _started_by(v, order.earlier, first - order.weeks)
                    v.model.add(v.x[index, number] <= Sum.sum(before))


def _first_week(options: tuple[Option | None, ...], activity: str) -> int | None:
    for week, option in enumerate(options):
        if option is not None and option.activity == activity:
            return week
    return None


def _started_by(v: Variables, activity: str, week: int) -> list[IntVar]:
    found = []
    for index, candidate in enumerate(v.problem.candidates):
        if activity not in candidate.activities:
            continue
        for number, path in enumerate(candidate.paths):
            first = _first_week(path.options, activity)
            if first is not None and first <= week and (index, number) in v.x:
                found.append(v.x[index, number])
    return found
