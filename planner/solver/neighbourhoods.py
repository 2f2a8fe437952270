"""Parts of a plan that are freed together while the rest is held (large neighbourhood search).

Source: Shaw 1998, large neighbourhood search; measured here to find better plans in seconds than
the search of the whole model finds in a minute. Four kinds take turns: everything in a few weeks
and everything of a few items; the same times of the week in all weeks; everything of some items;
some items over a stretch of weeks. Freeing every way through the ladders at once costs more than
it finds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from planner.solver.variables import IntVar, Variables

T = TypeVar("T")


class Owner(Struct, frozen=True, kw_only=True):
    """To what a variable belongs.

    Attributes:
        week: None for the way through a ladder, which belongs to every week.
        pattern: weekday and time of a placement; None for the way through a ladder.
    """

    index: int
    candidate: int
    week: int | None
    pattern: int | None


Frees = Callable[[Owner], bool]


def owners(v: Variables) -> tuple[Owner, ...]:
    """The variables that make a plan: paths, placements, endurance units, sets."""
    found = {
        x.index: Owner(index=x.index, candidate=c, week=None, pattern=None)
        for (c, _), x in v.x.items()
    }
    # A single set is its placement's own variable: placements come last.
    for table in (v.units, v.sets, v.y):
        found |= _of_slots(v, table)
    return tuple(found.values())


def _of_slots(v: Variables, table: Mapping[tuple[int, int], IntVar]) -> dict[int, Owner]:
    found = {}
    for (candidate, number), variable in table.items():
        slot = v.problem.slots[number]
        if slot.week in v.weeks:
            found[variable.index] = Owner(
                index=variable.index,
                candidate=candidate,
                week=slot.week,
                pattern=slot.pattern,
            )
    return found


class Space:
    """What the neighbourhoods are drawn from.

    Args:
        v: the model.
        seed: of the series.
    """

    def __init__(self, v: Variables, seed: int) -> None:
        self.weeks = v.weeks
        self.candidates = range(len(v.problem.candidates))
        self.patterns = sorted({slot.pattern for slot in v.open_slots})
        # `random()` alone is promised to give the same numbers in every version of Python.
        self._draw = random.Random(seed).random

    def some(self, items: Sequence[T], share: float, least: int = 1) -> frozenset[T]:
        """A share of the items, but so many at least."""
        keyed = sorted((self._draw(), place) for place in range(len(items)))
        count = max(least, round(len(items) * min(1.0, share)))
        return frozenset(items[place] for _, place in keyed[:count])

    def window(self, share: float, costs: Mapping[int, int]) -> frozenset[int]:
        """Weeks in a row; around dear weeks more often than around others."""
        length = min(len(self.weeks), max(1, round(len(self.weeks) * share)))
        middle = self._dear(costs)
        first = middle - int(self._draw() * length)
        first = max(self.weeks[0], min(first, self.weeks[-1] + 1 - length))
        return frozenset(range(first, first + length))

    def _dear(self, costs: Mapping[int, int]) -> int:
        weights = [1 + max(0, costs.get(week, 0)) for week in self.weeks]
        left = self._draw() * sum(weights)
        for week, weight in zip(self.weeks, weights, strict=True):
            left -= weight
            if left < 0:
                return week
        return self.weeks[-1]


def whole_weeks(space: Space, share: float, costs: Mapping[int, int]) -> Frees:
    """Everything in some weeks, and everything of some items."""
    weeks = space.window(share, costs)
    candidates = space.some(space.candidates, share, least=2)
    return lambda owner: owner.candidate in candidates or owner.week in weeks


def same_times(space: Space, share: float, costs: Mapping[int, int]) -> Frees:
    """All placements at some times of the week, in every week, and some items."""
    patterns = space.some(space.patterns, share)
    candidates = space.some(space.candidates, share / 2, least=2)
    return lambda owner: owner.candidate in candidates or owner.pattern in patterns


def whole_items(space: Space, share: float, costs: Mapping[int, int]) -> Frees:
    """Everything of some items: they may start and step at other times."""
    candidates = space.some(space.candidates, share, least=3)
    return lambda owner: owner.candidate in candidates


def some_items(space: Space, share: float, costs: Mapping[int, int]) -> Frees:
    """Some items in some weeks."""
    weeks = space.window(2 * share, costs)
    candidates = space.some(space.candidates, 2 * share, least=2)
    return lambda owner: (
        owner.candidate in candidates and (owner.week is None or owner.week in weeks)
    )


KINDS = (whole_weeks, same_times, whole_items, some_items)
