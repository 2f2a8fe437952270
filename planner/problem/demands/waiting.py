"""In a revision: demands that only something new can meet wait for room under the new-item caps.

After a stop several demands may have lost what met them at once. One new risk at a time comes
first; each demand waits for its week, and what it waits for is told.
"""

from __future__ import annotations

from planner.eligibility import ActiveLimit, Requirement
from planner.problem.context import Context
from planner.problem.demands.index import Index
from planner.problem.newness import QUANTITY, counts_as_thing, new_all_day


class Waiting:
    """Hands out the weeks in which something new may begin, demand by demand."""

    def __init__(self, context: Context, index: Index) -> None:
        self.context = context
        self.index = index
        self.caps = [limit for limit in context.limits if limit.hard and limit.quantity == QUANTITY]
        self.taken: dict[tuple[int, int], int] = {}
        self.begun: dict[frozenset[str], int] = {}
        all_day = new_all_day(context, index.all_day)
        for number, limit in enumerate(self.caps):
            for week in limit.weeks:
                new = [names for names in all_day.get(week - 1, ()) if names & limit.activities]
                past = context.history.new_in_week(week - 1) if context.history else frozenset()
                gone = [
                    name
                    for name in past & limit.activities
                    if counts_as_thing(context, context.catalog.activities[name])
                ]
                self.taken[number, week - 1] = len(new) + len(gone)

    def first_week(self, requirement: Requirement) -> int:
        """First week (0-based) in which the requirement can be met."""
        first = self.context.open_week
        if self.context.history is None or not self._needs_new(requirement.what):
            return first
        shared = [week for what, week in self.begun.items() if what <= requirement.what]
        if shared:
            return min(shared)
        weeks = range(first, self.context.weeks)
        found = next((week for week in weeks if self._has_room(requirement.what, week)), first)
        for number, _ in self._binding(requirement.what, found):
            self.taken[number, found] += 1
        self.begun[requirement.what] = found
        return found

    def rules(self) -> tuple[str, ...]:
        """Rules that cap what is new."""
        return tuple(dict.fromkeys(limit.rule for limit in self.caps))

    def _needs_new(self, what: frozenset[str]) -> bool:
        """Every item that can meet it would be new."""
        week = self.context.open_week
        able = [
            candidate
            for number in self.index.holding(what)
            if not (candidate := self.index.candidates[number]).is_past
            and any(
                option is not None and option.week >= week and option.activity in what
                for path in candidate.paths
                for option in path.options
            )
        ]
        return bool(able) and all(one.counts_as_new for one in able)

    def _binding(self, what: frozenset[str], week: int) -> list[tuple[int, ActiveLimit]]:
        return [
            (number, limit)
            for number, limit in enumerate(self.caps)
            if week + 1 in limit.weeks and what & limit.activities
        ]

    def _has_room(self, what: frozenset[str], week: int) -> bool:
        return all(
            self.taken[number, week] < int(limit.value)
            for number, limit in self._binding(what, week)
        )
