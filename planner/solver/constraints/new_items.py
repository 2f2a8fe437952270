"""`new_items`: only a few new things a week, and few ladder steps."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Caps on starts and on ladder steps by week."""
    for cap in v.problem.new_caps:
        if cap.week not in v.weeks:
            continue
        holders = set(cap.candidates)
        starting = [
            x
            for (index, number), x in v.x.items()
            if index in holders and v.problem.candidates[index].paths[number].start == cap.week
        ]
        if len(starting) > cap.value:
            v.model.add(Sum.sum(starting) <= cap.value)
    for week in v.weeks:
        stepping = [
            x
            for (index, number), x in v.x.items()
            if week in v.problem.candidates[index].paths[number].steps
        ]
        if len(stepping) > v.problem.steps_per_week[week]:
            v.model.add(Sum.sum(stepping) <= v.problem.steps_per_week[week])
