"""`stretch_share`: stretching stays a part of the week, never the whole of it."""

from __future__ import annotations

from planner.domain.units import PERCENT
from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Stretch minutes are at most the given share of all planned minutes of each week."""
    share = v.problem.stretch_share_pct
    stretch = set(v.of_component("stretch"))
    for slots in v.slots_of_week[v.horizon.first :]:
        terms, weights = [], []
        for slot in slots:
            for index in range(len(v.problem.candidates)):
                weight = PERCENT - share if index in stretch else -share
                for boolean, minutes in v.by_value(index, slot, lambda option: option.minutes):
                    terms.append(boolean)
                    weights.append(weight * minutes)
                if (index, slot.index) in v.units:
                    terms.append(v.units[index, slot.index])
                    weights.append(-share * v.problem.grid)
        if any(weight > 0 for weight in weights):
            v.model.add(Sum.weighted_sum(terms, weights) <= 0)
