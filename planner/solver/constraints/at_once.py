"""`items_at_once`: how many families of a component, and in all, are active together."""

from __future__ import annotations

from planner.solver.variables import IntVar, Sum, Variables


def add(v: Variables) -> None:
    """Caps by component and week, and over all components; places of wishes are kept free."""
    held = v.problem.reserved.candidates
    for week in v.weeks:
        everything: list[IntVar] = []
        others: list[IntVar] = []
        for component, caps in v.problem.items_at_once.items():
            inside = ((i, v.problem.candidates[i]) for i in v.of_component(component))
            running = [i for i, one in inside if not one.once and not one.is_past]
            active = [x for index in running for x in v.active(index, week)]
            free = [x for index in running if index not in held for x in v.active(index, week)]
            everything += active
            others += free
            if active:
                v.model.add(Sum.sum(active) <= caps[week])
            if free and held:
                v.model.add(Sum.sum(free) <= v.problem.reserved.others[component][week])
        if everything:
            v.model.add(Sum.sum(everything) <= v.problem.families_at_once)
        if others and held:
            v.model.add(Sum.sum(others) <= v.problem.reserved.total[week])
