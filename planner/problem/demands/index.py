"""Candidates by the activities they hold, and names of demands."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.bounds import DayDemand
from planner.problem.model import AllDayEntry, Candidate

EVERY_DAY = DAYS_PER_WEEK
# Names of demands that no rule makes: `wish.<source>`, the source being a rule, a condition, a
# goal, an activity or the template.
WISH = "wish."


class Index:
    """Finds candidates by the activities they hold."""

    def __init__(self, candidates: tuple[Candidate, ...], all_day: tuple[AllDayEntry, ...]) -> None:
        self.candidates = candidates
        self.all_day = all_day

    def holding(self, activities: frozenset[str]) -> tuple[int, ...]:
        """Indices of the candidates that can place one of the activities."""
        return tuple(
            i for i, candidate in enumerate(self.candidates) if candidate.activities & activities
        )

    def can_place(self, activities: frozenset[str], week: int) -> bool:
        """Some candidate has an option with one of the activities in the week."""
        return any(
            (option := path.options[week]) is not None
            and option.activity in activities
            and option.slots
            for index in self.holding(activities)
            for path in self.candidates[index].paths
        )

    def days_done(self, activities: frozenset[str], week: int) -> frozenset[int]:
        """Days of the week on which an all-day item of the activities stands."""
        return frozenset(
            entry.day
            for entry in self.all_day
            if entry.activity in activities and entry.day // DAYS_PER_WEEK == week
        )

    def first_all_day(self, activities: frozenset[str]) -> int | None:
        """First day with an all-day item of the activities."""
        return min((e.day for e in self.all_day if e.activity in activities), default=None)


def named_apart(demands: Iterable[DayDemand]) -> list[DayDemand]:
    """Names made unique: one rule may make several demands."""
    seen: dict[str, int] = {}
    found = []
    for demand in demands:
        count = seen[demand.id] = seen.get(demand.id, 0) + 1
        name = demand.id if count == 1 else f"{demand.id}#{count}"
        found.append(replace(demand, id=name))
    return found


def source_of(demand: DayDemand) -> str:
    """What made the demand."""
    return demand.id.removeprefix(WISH).partition("#")[0].partition("/")[0]
