"""`rest_day`: in any seven days at least one without strength or more than easy endurance."""

from __future__ import annotations

from planner.domain.units import DAYS_PER_WEEK
from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """A rest day may hold one easy, short endurance item; nothing stronger."""
    days = (v.horizon.last + 1) * DAYS_PER_WEEK
    rest = [v.model.new_bool_var(f"rest{day}") for day in range(days)]
    for index, candidate in enumerate(v.problem.candidates):
        if candidate.component not in ("strength", "endurance"):
            continue
        for slot in v.slots:
            y = v.y.get((index, slot.index))
            if y is None:
                continue
            options = v.options[index, slot.week]
            units = v.units.get((index, slot.index))
            if units is not None and all(option.is_light for option in options):
                v.model.add(units <= v.problem.rest.easy_units).only_enforce_if(rest[slot.day])
            else:
                v.model.add_bool_or([~y, ~rest[slot.day]])
    for day, slots in v.slots_of_day.items():
        both = [u for slot in slots for u in v.units_in(slot.index)]
        if len(slots) > 1 and both:
            v.model.add(Sum.sum(both) <= v.problem.rest.easy_units).only_enforce_if(rest[day])
    for first in range(days - DAYS_PER_WEEK + 1):
        window = rest[first : first + DAYS_PER_WEEK]
        if first + DAYS_PER_WEEK > v.problem.first_day:
            v.model.add(Sum.sum(window) >= v.problem.rest.days_in_seven)
