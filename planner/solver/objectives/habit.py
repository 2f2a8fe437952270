"""Level 3: the same days and times from week to week, with the same kind of work."""

from __future__ import annotations

from planner.problem.model import Slot
from planner.solver.variables import IntVar, Sum, Variables

ANCHORS = ("strength", "endurance")


def build(v: Variables) -> Sum:
    """Number of changes between a week and the next, over sessions and their main component."""
    changes: list[IntVar] = []
    anchors = {component: _in_slot(v, component) for component in ANCHORS}
    by_pattern: dict[int, dict[int, Slot]] = {}
    for slot in v.slots:
        by_pattern.setdefault(slot.pattern, {})[slot.week] = slot
    for weeks in by_pattern.values():
        for week, slot in weeks.items():
            following = weeks.get(week + 1)
            if following is None:
                continue
            changes.append(_differs(v, v.used[slot.index], v.used[following.index]))
            for holds in anchors.values():
                one, other = holds.get(slot.index), holds.get(following.index)
                if one is not None and other is not None:
                    changes.append(_differs(v, one, other))
    return Sum.sum(changes)


def _in_slot(v: Variables, component: str) -> dict[int, IntVar]:
    candidates = v.of_component(component)
    found: dict[int, IntVar] = {}
    for slot in v.slots:
        placed = [v.y[c, slot.index] for c in candidates if (c, slot.index) in v.y]
        if placed:
            some = v.model.new_bool_var("")
            v.model.add_max_equality(some, placed)
            found[slot.index] = some
    return found


def _differs(v: Variables, one: IntVar, other: IntVar) -> IntVar:
    changed = v.model.new_bool_var("")
    v.model.add(changed >= one - other)
    v.model.add(changed >= other - one)
    return changed
