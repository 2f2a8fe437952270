"""`minutes_caps`: most minutes of a kind of work in a day or a session, over all of its items."""

from __future__ import annotations

from planner.problem.bounds import MinutesCap
from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Add every cap of the open weeks."""
    for cap in v.problem.minutes_caps:
        if cap.week in v.weeks:
            for span in cap.spans:
                _span(v, cap, span)


def _span(v: Variables, cap: MinutesCap, span: frozenset[int]) -> None:
    if not all(v.is_open(v.problem.slots[slot]) for slot in span):
        return
    terms = [
        pair
        for index in cap.candidates
        for slot in v.slots_of_week[cap.week]
        if slot.index in span
        for pair in v.minutes_of(index, slot, cap.activities)
    ]
    if terms:
        total = Sum.weighted_sum([term for term, _ in terms], [minutes for _, minutes in terms])
        v.model.add(total <= cap.minutes)
