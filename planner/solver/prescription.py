"""The prescription of a plan: what is done in which week, on how many days and for how long.

The later levels only ask when: with the prescription held they are searched and proven far better
(measured: docs/performance.md), as what is left is a timetable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.solver.read import Found, evaluate
from planner.solver.variables import IntVar, Sum, Variables


def hold(v: Variables, found: Found) -> None:
    """From now on the model has only plans with the prescription of this one."""
    hold_paths(v, found.paths)
    for same in _amounts(v):
        total = Sum.sum(same)
        v.model.add(total == evaluate(total, found.values))


def hold_paths(v: Variables, paths: Mapping[int, int]) -> None:
    """From now on the model has only plans with these ways through the ladders."""
    for (index, number), x in v.x.items():
        v.model.add(x == int(paths.get(index) == number))


def _amounts(v: Variables) -> Iterable[list[IntVar]]:
    """By candidate and week: its placements, and its endurance units."""
    found: dict[tuple[int, int, str], list[IntVar]] = {}
    for kind, variables in (("placed", v.y), ("units", v.units)):
        for (index, slot), variable in variables.items():
            week = v.problem.slots[slot].week
            found.setdefault((index, week, kind), []).append(variable)
    return found.values()
