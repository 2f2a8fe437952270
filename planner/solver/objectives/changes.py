"""Level of a revision: points of what changes against the published plan, in the days to come.

An item that is dropped, added or moved to another day of its week is one change; another level,
another time of the same day and another amount are smaller ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.units import DAYS_PER_WEEK
from planner.problem.model import ChangeWeights, Published, Slot
from planner.solver.variables import IntVar, Sum, Variables

Key = tuple[str, int]


def build(v: Variables) -> Sum:
    """Weighted sum of all changes; 0 for a first plan."""
    revision = v.problem.revision
    if revision is None:
        return Sum.sum([])
    weights = revision.weights
    published: dict[Key, dict[int, Published]] = {}
    for one in revision.published:
        published.setdefault((one.group, one.day // DAYS_PER_WEEK), {})[one.day] = one
    placed = _placed(v)
    terms: list[tuple[Sum | IntVar, int]] = []
    for key in sorted({*published, *placed}):
        was, now = published.get(key, {}), placed.get(key, {})
        terms.append((_days(v, was, now), weights.item))
        for day in sorted(was.keys() & now.keys()):
            terms += _same_day(v, was[day], now[day], weights)
    terms += [(x, weights.level * weeks) for x, weeks in _levels(v, published)]
    return Sum.sum([weight * term for term, weight in terms])


def _placed(v: Variables) -> dict[Key, dict[int, list[tuple[int, Slot]]]]:
    """Group and week to the days and slots in which it can be placed."""
    found: dict[Key, dict[int, list[tuple[int, Slot]]]] = {}
    for candidate, number in v.y:
        slot, record = v.problem.slots[number], v.problem.candidates[candidate]
        if not record.is_past and slot.day >= v.problem.first_day:
            days = found.setdefault((record.group, slot.week), {})
            days.setdefault(slot.day, []).append((candidate, slot))
    return found


def _days(
    v: Variables, was: dict[int, Published], now: dict[int, list[tuple[int, Slot]]]
) -> Sum | IntVar:
    """Days of the week that are dropped or added; one of each together is a move."""
    kept = Sum.sum([v.y[c, s.index] for day in sorted(was.keys() & now) for c, s in now[day]])
    added = Sum.sum([v.y[c, s.index] for day in sorted(now.keys() - was) for c, s in now[day]])
    dropped = len(was) - kept
    if not was:
        return added
    if not now.keys() - was:
        return dropped
    most = v.model.new_int_var(0, DAYS_PER_WEEK, "")
    v.model.add(most >= dropped)
    v.model.add(most >= added)
    return most


def _same_day(
    v: Variables, was: Published, now: list[tuple[int, Slot]], weights: ChangeWeights
) -> Iterator[tuple[Sum | IntVar, int]]:
    for candidate, slot in now:
        if slot.start != was.start:
            yield v.y[candidate, slot.index], weights.time
        for table, amount in ((v.units, was.units), (v.sets, was.sets)):
            own = table.get((candidate, slot.index))
            if own is None or own.index == v.y[candidate, slot.index].index:
                continue
            other = v.model.new_bool_var("")
            placed = v.y[candidate, slot.index]
            v.model.add(own == amount * placed).only_enforce_if(~other)
            yield other, weights.dose


def _levels(
    v: Variables, published: dict[Key, dict[int, Published]]
) -> Iterator[tuple[IntVar, int]]:
    """Ways through a ladder, each with the weeks in which its level is not the published one."""
    names = {key: next(iter(days.values())).activity for key, days in published.items()}
    for (index, number), x in v.x.items():
        candidate = v.problem.candidates[index]
        options = candidate.paths[number].options
        weeks = sum(
            (option := options[week]) is not None
            and option.activity != names.get((candidate.group, week), option.activity)
            for week in v.weeks
        )
        if weeks and not candidate.is_past:
            yield x, weeks
