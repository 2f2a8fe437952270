"""Which activities a target means: the union of its selectors, less its exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Target
from planner.rules.binding import FREE, Binding

TESTED, NERVE, PROVOKING = "@tested", "@tested_nerve", "@provoking"
NEW_OR_PROGRESSED = "@new_or_progressed"
FIRSTS = {"@first_stretch": "stretch", "@first_strength": "strength"}

Selector = Callable[[Activity], bool]

_MEANT: WeakKeyDictionary[Catalog, dict[tuple[Target, Binding], frozenset[str]]] = (
    WeakKeyDictionary()
)


def hits(activity: Activity, target: Target, catalog: Catalog, binding: Binding = FREE) -> bool:
    """The target means this activity under the binding."""
    if not any(means(activity) for means in _selectors(target, catalog, binding)):
        return False
    return target.except_ is None or not hits(activity, target.except_, catalog, binding)


def _selectors(target: Target, catalog: Catalog, binding: Binding) -> Iterator[Selector]:
    """One test for each selector that the target has: nearly all have one or two."""
    if target.any:
        yield lambda _: True
    if target.component:
        yield lambda activity: activity.component in target.component
    if target.family:
        yield lambda activity: activity.family in target.family
    if target.tag:
        yield lambda activity: not set(target.tag).isdisjoint(activity.tags)
    if target.position:
        yield lambda activity: not set(target.position).isdisjoint(activity.positions)
    if target.movement:
        yield _by_movement(target, binding)
    if target.muscle_stretch:
        yield _by_stretch(target, binding)
    if target.activity:
        yield lambda activity: _by_id(activity, target, binding)
    if target.impact_above is not None:
        yield _by_impact(target.impact_above, catalog)


def _by_movement(target: Target, binding: Binding) -> Selector:
    named = set(target.movement) - {NERVE}
    named |= binding.movements if NERVE in target.movement else frozenset()
    return lambda activity: not named.isdisjoint(activity.movements)


def _by_stretch(target: Target, binding: Binding) -> Selector:
    named = {binding.muscle if muscle == TESTED else muscle for muscle in target.muscle_stretch}
    return lambda activity: (
        activity.component == "stretch" and not named.isdisjoint(activity.muscles.stretched)
    )


def _by_id(activity: Activity, target: Target, binding: Binding) -> bool:
    for name in target.activity:
        if name == TESTED and activity.id in binding.activities:
            return True
        if name in (PROVOKING, NEW_OR_PROGRESSED) and activity.id in binding.provoking:
            return True
        if FIRSTS.get(name) == activity.component or name == activity.id:
            return True
    return False


def _by_impact(most: str, catalog: Catalog) -> Selector:
    ranks = catalog.vocabulary["impact_levels"]
    return lambda activity: (ranks[activity.impact].rank or 0) > (ranks[most].rank or 0)


def is_side_bound(target: Target) -> bool:
    """The target names the tested stretch itself, so it speaks of the tested side only."""
    return TESTED in target.activity or TESTED in target.muscle_stretch


def activities_of(target: Target, catalog: Catalog, binding: Binding = FREE) -> frozenset[str]:
    """Ids of every activity that the target means; worked out once for each catalog."""
    known = _MEANT.setdefault(catalog, {})
    key = (target, binding)
    if key not in known:
        known[key] = _activities_of(target, catalog, binding)
    return known[key]


def _activities_of(target: Target, catalog: Catalog, binding: Binding) -> frozenset[str]:
    selectors = tuple(_selectors(target, catalog, binding))
    named = {a.id for a in catalog.activities.values() if any(means(a) for means in selectors)}
    if target.except_ is not None:
        named -= activities_of(target.except_, catalog, binding)
    return frozenset(named)
