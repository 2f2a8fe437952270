"""Parts of a plan that are freed together while the rest is held (large neighbourhood search).

Source: Shaw 1998, large neighbourhood search; measured here to find better plans in seconds than
the search of the whole model finds in a minute.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from planner.solver.variables import Variables

T = TypeVar("T")
WINDOW_WEEKS = 2
SHARE = 0.2


class Neighbourhood(Struct, frozen=True, kw_only=True):
    """What is free: everything of the candidates, and every placement in the weeks."""

    candidates: frozenset[int]
    weeks: frozenset[int]


class Owner(Struct, frozen=True, kw_only=True):
    """To which candidate and week a variable belongs; a path belongs to no week."""

    index: int
    candidate: int
    week: int | None


def owners(v: Variables) -> tuple[Owner, ...]:
    """The variables that make a plan: paths, placements, endurance units, sets."""
    found = {x.index: Owner(index=x.index, candidate=c, week=None) for (c, _), x in v.x.items()}
    for table in (v.y, v.units, v.sets):
        for (candidate, slot), variable in table.items():
            week = v.problem.slots[slot].week
            if week in v.weeks:
                found[variable.index] = Owner(index=variable.index, candidate=candidate, week=week)
    return tuple(found.values())


def held(owned: tuple[Owner, ...], freed: Neighbourhood) -> Iterator[int]:
    """Indices of the variables that keep their values."""
    for owner in owned:
        if owner.candidate not in freed.candidates and owner.week not in freed.weeks:
            yield owner.index


def neighbourhoods(v: Variables, seed: int) -> Iterator[Neighbourhood]:
    """An endless, reproducible series: a window of weeks, whole components, a mixed third."""
    draw = random.Random(seed)
    while True:
        yield Neighbourhood(candidates=_some(v, draw), weeks=_window(v, draw))
        yield Neighbourhood(candidates=_components(v, draw), weeks=frozenset())
        yield Neighbourhood(candidates=_some(v, draw), weeks=frozenset())


def _shuffled(items: list[T], draw: random.Random) -> list[T]:
    # `random()` alone is promised to give the same numbers in every version of Python.
    keyed = [(draw.random(), place) for place in range(len(items))]
    return [items[place] for _, place in sorted(keyed)]


def _some(v: Variables, draw: random.Random) -> frozenset[int]:
    everyone = list(range(len(v.problem.candidates)))
    return frozenset(_shuffled(everyone, draw)[: max(2, round(len(everyone) * SHARE))])


def _components(v: Variables, draw: random.Random) -> frozenset[int]:
    names = sorted({c.component for c in v.problem.candidates if not c.once})
    chosen = _shuffled(names, draw)[: max(1, round(len(names) * SHARE))]
    return frozenset(v.of_component(*chosen))


def _window(v: Variables, draw: random.Random) -> frozenset[int]:
    first = int(draw.random() * max(1, len(v.weeks) - WINDOW_WEEKS + 1)) + v.weeks[0]
    return frozenset(range(first, first + WINDOW_WEEKS))
