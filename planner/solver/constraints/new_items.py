"""`new_items`: only a few new things a week, and few ladder steps."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Caps on starts and on ladder steps by week."""
    for cap in v.problem.new_caps:
        starting = [
            v.x[index, number]
            for index in cap.candidates
            for number, path in enumerate(v.problem.candidates[index].paths)
            if path.start == cap.week
        ]
        if len(starting) > cap.value:
            v.model.add(Sum.sum(starting) <= cap.value)
    for week in range(v.problem.weeks):
        stepping = [
            v.x[index, number]
            for index, candidate in enumerate(v.problem.candidates)
            for number, path in enumerate(candidate.paths)
            if week in path.steps
        ]
        if len(stepping) > v.problem.steps_per_week:
            v.model.add(Sum.sum(stepping) <= v.problem.steps_per_week)
