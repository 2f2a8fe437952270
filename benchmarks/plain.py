"""The plain formulation as a baseline: a boolean for every activity, level and slot.

What a planner writes first. Each placement is the sum of the booleans of the rungs of its ladder,
and every row about some rung reads those. All other rows and the objective are the same, so that
both formulations have the same plans at the same price.
"""

from __future__ import annotations

from planner.problem.model import Problem, Slot
from planner.solver import constraints
from planner.solver.objectives import shortfall
from planner.solver.variables import IntVar, Sum, Variables


class PlainVariables(Variables):
    """Variables whose placements are made of one boolean for each rung and slot."""

    def __init__(self, problem: Problem) -> None:
        self.rungs: dict[tuple[int, int, str], IntVar] = {}
        super().__init__(problem)

    def _make_placements(self) -> None:
        super()._make_placements()
        for (index, slot), y in self.y.items():
            by_rung: dict[str, list[IntVar]] = {}
            for option, x in self.options[index, self.problem.slots[slot].week].items():
                chosen = by_rung.setdefault(option.activity, [])
                if slot in option.slots:
                    chosen.append(x)
            for activity, chosen in by_rung.items():
                rung = self.model.new_bool_var("")
                self.rungs[index, slot, activity] = rung
                self.model.add(rung <= Sum.sum(chosen)) if chosen else self.model.add(rung == 0)
            mine = [self.rungs[index, slot, activity] for activity in by_rung]
            self.model.add(Sum.sum(mine) == y)

    def placed(self, candidate: int, slot: Slot, activities: frozenset[str]) -> IntVar | None:
        """Boolean: the candidate is placed in the slot on one of the rungs."""
        y = self.y.get((candidate, slot.index))
        if y is None:
            return None
        options = self.options[candidate, slot.week]
        rungs = sorted({option.activity for option in options})
        inside = [rung for rung in rungs if rung in activities]
        if not inside or len(inside) == len(rungs):
            return y if inside else None
        booleans = [self.rungs[candidate, slot.index, rung] for rung in inside]
        if len(booleans) == 1:
            return booleans[0]
        key = (candidate, slot.index, frozenset(boolean.index for boolean in booleans))
        if key not in self._placed:
            some = self.model.new_bool_var("")
            self.model.add(Sum.sum(booleans) == some)
            self._placed[key] = some
        return self._placed[key]


def plain(problem: Problem) -> PlainVariables:
    """The plain model with the first level as its objective."""
    v = PlainVariables(problem)
    for family in constraints.FAMILIES:
        family.add(v)
    constraints.DEMANDS.add(v)
    v.model.minimize(shortfall.build(v))
    return v
