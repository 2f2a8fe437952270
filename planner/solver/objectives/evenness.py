"""Level 4: no day much longer than the others."""

from __future__ import annotations

from planner.domain.units import DAYS_PER_WEEK
from planner.solver.variables import Sum, Variables


def build(v: Variables) -> Sum:
    """Sum over the weeks of the minutes of the longest day."""
    longest = max((slot.capacity for slot in v.problem.slots), default=0)
    peaks = []
    for week in v.weeks:
        peak = v.model.new_int_var(0, longest * v.problem.sessions_per_day, "")
        for day in range(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK):
            terms, minutes = [], []
            for slot in v.slots_of_day.get(day, ()):
                for index in range(len(v.problem.candidates)):
                    for boolean, amount in v.by_value(index, slot, lambda option: option.minutes):
                        terms.append(boolean)
                        minutes.append(amount)
                for unit in v.units_in(slot.index):
                    terms.append(unit)
                    minutes.append(v.problem.grid)
            if terms:
                v.model.add(Sum.weighted_sum(terms, minutes) <= peak)
        peaks.append(peak)
    return Sum.sum(peaks)
