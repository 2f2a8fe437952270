"""Which activities a target means: the union of its selectors, less its exceptions."""

from __future__ import annotations

from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Target
from planner.rules.binding import FREE, Binding

TESTED, NERVE, PROVOKING = "@tested", "@tested_nerve", "@provoking"
NEW_OR_PROGRESSED = "@new_or_progressed"
FIRSTS = {"@first_stretch": "stretch", "@first_strength": "strength"}


def hits(activity: Activity, target: Target, catalog: Catalog, binding: Binding = FREE) -> bool:
    """The target means this activity under the binding."""
    if not _selected(activity, target, catalog, binding):
        return False
    return target.except_ is None or not hits(activity, target.except_, catalog, binding)


def _selected(activity: Activity, target: Target, catalog: Catalog, binding: Binding) -> bool:
    if target.any or activity.component in target.component or activity.family in target.family:
        return True
    if target.tag and not set(target.tag).isdisjoint(activity.tags):
        return True
    if target.position and not set(target.position).isdisjoint(activity.positions):
        return True
    return (
        _by_movement(activity, target, binding)
        or _by_stretch(activity, target, binding)
        or _by_id(activity, target, binding)
        or _by_impact(activity, target, catalog)
    )


def _by_movement(activity: Activity, target: Target, binding: Binding) -> bool:
    for movement in target.movement:
        named = binding.movements if movement == NERVE else {movement}
        if not named.isdisjoint(activity.movements):
            return True
    return False


def _by_stretch(activity: Activity, target: Target, binding: Binding) -> bool:
    if activity.component != "stretch":
        return False
    named = {binding.muscle if muscle == TESTED else muscle for muscle in target.muscle_stretch}
    return not named.isdisjoint(activity.muscles.stretched)


def _by_id(activity: Activity, target: Target, binding: Binding) -> bool:
    for name in target.activity:
        if name == TESTED and activity.id in binding.activities:
            return True
        if name in (PROVOKING, NEW_OR_PROGRESSED) and activity.id in binding.provoking:
            return True
        if FIRSTS.get(name) == activity.component or name == activity.id:
            return True
    return False


def _by_impact(activity: Activity, target: Target, catalog: Catalog) -> bool:
    if target.impact_above is None:
        return False
    ranks = catalog.vocabulary["impact_levels"]
    return (ranks[activity.impact].rank or 0) > (ranks[target.impact_above].rank or 0)


def is_side_bound(target: Target) -> bool:
    """The target names the tested stretch itself, so it speaks of the tested side only."""
    return TESTED in target.activity or TESTED in target.muscle_stretch


def activities_of(target: Target, catalog: Catalog, binding: Binding = FREE) -> frozenset[str]:
    """Ids of every activity that the target means."""
    return frozenset(
        activity.id
        for activity in catalog.activities.values()
        if hits(activity, target, catalog, binding)
    )
