"""The level of the person for each component (catalog/doses/level_assignment.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.audit.evaluator import World
from planner.knowledge import Catalog
from planner.knowledge.dosing import ComponentLevels
from planner.knowledge.model import Node

WHOLE_SESSION = "endurance"


def rank(catalog: Catalog, level: str) -> int:
    """Place of a level, 0 = the least fit."""
    return catalog.vocabulary["levels"][level].rank or 0


def level_of(levels: dict[str, str], component: str) -> str:
    """Level for a component; for components without one, the level of a whole session."""
    return levels.get(component, levels[WHOLE_SESSION])


def derive_levels(catalog: Catalog, world: World) -> dict[str, str]:
    """Component to level.

    The first level of the policy if its test is true; else the highest level whose test is true;
    else the fallback. Where no test of a component was answered, the level for untested people.
    """
    policy = catalog.decision_policy.levels
    found = {
        part.component: _tested(catalog, world, part)
        for part in catalog.dosing.level_assignment.components
    }
    for component, others in policy.lower_of.items():
        found[component] = min((found[name] for name in others), key=lambda v: rank(catalog, v))
    return found


def _tested(catalog: Catalog, world: World, part: ComponentLevels) -> str:
    policy = catalog.decision_policy.levels
    honest = replace(world, ignoring=False, _memo={})
    outcomes = {test.level: honest.truth(test.when) for test in part.levels}
    # What tells untested people apart (their age) is no test itself.
    known = set(world.facts) - {name for row in policy.untested for name in _facts(row.when)}
    if not any(name in known for test in part.levels for name in _facts(test.when)):
        return next(row.level for row in policy.untested if world.truth(row.when))
    if outcomes.get(policy.first):
        return policy.first
    held = [level for level, outcome in outcomes.items() if outcome]
    return max(held, key=lambda level: rank(catalog, level), default=policy.otherwise)


def _facts(tree: Node) -> Iterator[str]:
    """Facts that a tree names."""
    if tree.fact is not None:
        yield tree.fact
    parts = (*(tree.all or ()), *(tree.any or ()), *((tree.not_,) if tree.not_ else ()))
    for part in parts:
        yield from _facts(part)
