"""`stretch_share`: stretching stays a part of the week, never the whole of it."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables

WHOLE = 100


def add(v: Variables) -> None:
    """Stretch minutes are at most the given share of all planned minutes of each week."""
    share = v.problem.stretch_share_pct
    stretch = set(v.of_component("stretch"))
    for slots in v.slots_of_week:
        terms, weights = [], []
        for slot in slots:
            for index in range(len(v.problem.candidates)):
                y = v.y.get((index, slot.index))
                if y is None:
                    continue
                options = v.options[index, slot.week].values()
                # The least of the rest, the most of stretching: the share holds for every path.
                terms.append(y)
                weights.append(
                    (WHOLE - share) * max(option.minutes for option in options)
                    if index in stretch
                    else -share * min(option.minutes for option in options)
                )
                if (index, slot.index) in v.units:
                    terms.append(v.units[index, slot.index])
                    weights.append(-share * v.problem.grid)
        if any(weight > 0 for weight in weights):
            v.model.add(Sum.weighted_sum(terms, weights) <= 0)
