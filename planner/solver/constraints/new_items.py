"""`new_items`: only a few new things a week, and few ladder steps."""

from __future__ import annotations

from planner.problem.bounds import StepCap
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
            if index in holders
            and not v.problem.candidates[index].is_past
            and v.problem.candidates[index].paths[number].start == cap.week
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
    for steps in v.problem.step_caps:
        stepping = [x for key, x in v.x.items() if _steps_onto(v, key, steps)]
        if steps.week in v.weeks and len(stepping) > steps.value:
            v.model.add(Sum.sum(stepping) <= steps.value)


def _steps_onto(v: Variables, key: tuple[int, int], cap: StepCap) -> bool:
    """The path steps up in the week of the cap, onto one of its activities."""
    index, number = key
    path = v.problem.candidates[index].paths[number]
    option = path.options[cap.week]
    return cap.week in path.steps and option is not None and option.activity in cap.activities
