"""Which activities a target means: the union of its selectors, less its exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

from planner.knowledge import Catalog
from planner.knowledge.model import Activity, Target
from planner.rules.binding import FREE, Binding

TESTED, NERVE, PROVOKING = "@tested", "@tested_nerve", "@provoking"
NEW_OR_PROGRESSED = "@new_or_progressed"
STRETCH = "stretch"
FIRSTS = {"@first_stretch": STRETCH, "@first_strength": "strength"}

_MEANT: WeakKeyDictionary[Catalog, dict[tuple[Target, Binding], frozenset[str]]] = (
    WeakKeyDictionary()
)
_INDICES: WeakKeyDictionary[Catalog, Index] = WeakKeyDictionary()


class Index:
    """Ids of the activities of a catalog by what targets select them with."""

    def __init__(self, catalog: Catalog) -> None:
        self.activities = catalog.activities
        self.ranks = catalog.vocabulary["impact_levels"]
        self.component = self._by(lambda activity: (activity.component,))
        self.family = self._by(lambda activity: (activity.family,))
        self.tag = self._by(lambda activity: activity.tags)
        self.position = self._by(lambda activity: activity.positions)
        self.movement = self._by(lambda activity: activity.movements)
        self.stretched = self._by(
            lambda activity: activity.muscles.stretched if activity.component == STRETCH else ()
        )

    def _by(self, names: Callable[[Activity], Iterable[str | None]]) -> dict[str | None, set[str]]:
        found: dict[str | None, set[str]] = {}
        for activity in self.activities.values():
            for name in names(activity):
                found.setdefault(name, set()).add(activity.id)
        return found

    def above(self, most: str) -> set[str]:
        """Activities with more impact than that."""
        limit = self.ranks[most].rank or 0
        return {a.id for a in self.activities.values() if (self.ranks[a.impact].rank or 0) > limit}


def hits(activity: Activity, target: Target, catalog: Catalog, binding: Binding = FREE) -> bool:
    """The target means this activity of the catalog under the binding."""
    return activity.id in activities_of(target, catalog, binding)


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
    index = _INDICES.get(catalog)
    if index is None:
        index = _INDICES[catalog] = Index(catalog)
    named = set(index.activities) if target.any else _selected(index, target, binding)
    if target.except_ is not None:
        named -= activities_of(target.except_, catalog, binding)
    return frozenset(named)


def _selected(index: Index, target: Target, binding: Binding) -> set[str]:
    """The union of the selectors."""
    selectors: tuple[tuple[dict[str | None, set[str]], Iterable[str]], ...] = (
        (index.component, target.component),
        (index.family, target.family),
        (index.tag, target.tag),
        (index.position, target.position),
        (index.movement, _movements(target, binding)),
        (index.stretched, _stretched(target, binding)),
    )
    named = {id_ for by_name, names in selectors for name in names for id_ in by_name.get(name, ())}
    named |= _by_id(index, target, binding)
    return named if target.impact_above is None else named | index.above(target.impact_above)


def _movements(target: Target, binding: Binding) -> set[str]:
    named = set(target.movement)
    return named - {NERVE} | binding.movements if NERVE in named else named


def _stretched(target: Target, binding: Binding) -> list[str]:
    named = (binding.muscle if name == TESTED else name for name in target.muscle_stretch)
    return [name for name in named if name is not None]


def _by_id(index: Index, target: Target, binding: Binding) -> set[str]:
    found: set[str] = set()
    for name in target.activity:
        if name == TESTED:
            found |= binding.activities & index.activities.keys()
        elif name in (PROVOKING, NEW_OR_PROGRESSED):
            found |= binding.provoking & index.activities.keys()
        elif name in FIRSTS:
            found |= index.component.get(FIRSTS[name], set())
        elif name in index.activities:
            found.add(name)
    return found
