"""`minutes_floors`: fewest minutes of a kind of work in a session, a day or a week.

They can clash with the time that a person gives, so each floor can carry a guard literal.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.problem.bounds import MinutesFloor, Span
from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Add every floor; with guards, only while the guard of its id is true."""
    for floor in v.problem.minutes_floors:
        guard = guards.get(floor.id) if guards is not None else None
        eased: dict[int, list[IntVar]] = {}
        for span in floor.spans:
            is_open = all(v.is_open(v.problem.slots[slot]) for slot in span.slots)
            if span.week in v.weeks and is_open:
                _span(v, floor, span, guard, eased.setdefault(span.week, []))
        for easy in eased.values():
            if easy:
                v.model.add(Sum.sum(easy) <= v.problem.rest.days_in_seven)


def _span(
    v: Variables, floor: MinutesFloor, span: Span, guard: IntVar | None, eased: list[IntVar]
) -> None:
    placed = _placed(v, floor, span)
    enforce = [guard] if guard is not None else []
    if span.only_if_present:
        if not placed:
            return
        present = v.model.new_bool_var("")
        for boolean in placed.values():
            v.model.add_implication(boolean, present)
        enforce.append(present)
    least: int | Sum = span.minutes
    if span.on_easy_days < span.minutes:
        easy = v.model.new_bool_var("")
        eased.append(easy)
        least = span.minutes - (span.minutes - span.on_easy_days) * easy
    terms = [
        pair
        for index, slot in placed
        for pair in v.minutes_of(index, v.problem.slots[slot], floor.activities)
    ]
    total = Sum.weighted_sum([term for term, _ in terms], [minutes for _, minutes in terms])
    row = v.model.add(total >= least)
    if enforce:
        row.only_enforce_if(*enforce)


def _placed(v: Variables, floor: MinutesFloor, span: Span) -> dict[tuple[int, int], IntVar]:
    """Placement booleans of the floor's activities by (candidate, slot)."""
    found = {}
    for index in floor.candidates:
        for slot in v.slots_of_week[span.week]:
            if slot.index in span.slots:
                boolean = v.placed(index, slot, floor.activities)
                if boolean is not None:
                    found[index, slot.index] = boolean
    return found
