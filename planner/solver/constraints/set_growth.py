"""`set_growth`: weekly sets of a muscle grow in small steps."""

from __future__ import annotations

from typing import Any

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Weekly sets of every primary muscle stay below the table of the reference week."""
    growth = v.problem.set_growth
    if growth is None:
        return
    high = len(growth.most) - 1
    users: dict[str, list[int]] = {}
    for index in v.of_component("strength"):
        for muscle in sorted(v.problem.candidates[index].muscles):
            users.setdefault(muscle, []).append(index)
    for group in sorted({tuple(indices) for indices in users.values()}):
        series: list[Any] = []
        for week in range(v.problem.weeks):
            total = v.model.new_int_var(0, high, "")
            v.model.add(total == _sets(v, group, week))
            before = series[max(0, week - growth.reference_weeks) :]
            if before:
                reference = v.model.new_int_var(0, high, "")
                v.model.add_max_equality(reference, before)
                allowed = v.model.new_int_var(0, max(growth.most), "")
                v.model.add_element(reference, list(growth.most), allowed)
                v.model.add(total <= allowed)
            series.append(total)


def _sets(v: Variables, group: tuple[int, ...], week: int) -> Any:
    terms, sets = [], []
    for index in group:
        for slot in v.slots_of_week[week]:
            if (index, slot.index) in v.y:
                terms.append(v.y[index, slot.index])
                sets.append(max(o.sets for o in v.options[index, week].values()))
    return Sum.weighted_sum(terms, sets) if terms else 0
