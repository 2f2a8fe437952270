"""`items_at_once`: how many families of a component, and in all, are active together."""

from __future__ import annotations

from planner.solver.variables import Sum, Variables


def add(v: Variables) -> None:
    """Caps by component and week, and over all components."""
    for week in v.weeks:
        everything = []
        for component, caps in v.problem.items_at_once.items():
            active = [
                x
                for index in v.of_component(component)
                if not v.problem.candidates[index].once
                for x in v.active(index, week)
            ]
            everything += active
            if active:
                v.model.add(Sum.sum(active) <= caps[week])
        if everything:
            v.model.add(Sum.sum(everything) <= v.problem.families_at_once)
