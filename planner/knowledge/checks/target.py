"""Targets: known selectors, and whether they hit anything."""

from __future__ import annotations

from collections.abc import Collection

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import PLACEHOLDERS
from planner.knowledge.model import Activity, Target, Term
from planner.knowledge.spot import Spot

_EMPTY = Target()
SELECTORS = (
    "movement", "muscle_stretch", "activity", "family", "component", "position", "tag",
)  # fmt: skip


def selector_words(catalog: Catalog) -> dict[str, Collection[str]]:
    """What each selector may name."""
    return {
        "movement": catalog.vocabulary["movements"],
        "muscle_stretch": catalog.vocabulary["muscles"],
        "activity": catalog.activities,
        "family": catalog.families,
        "component": catalog.vocabulary["components"],
        "position": catalog.vocabulary["positions"],
        "tag": catalog.vocabulary["tags"],
    }


def check_target(target: Target, spot: Spot, catalog: Catalog) -> None:
    """The target names something, and all it names exists."""
    if target == _EMPTY:
        spot.bad("the target is empty; name what it touches ('any: true' for everything)")
    for selector, words in selector_words(catalog).items():
        for index, word in enumerate(getattr(target, selector)):
            if word not in PLACEHOLDERS:
                spot.at(selector, index).known(word, words, selector)
    levels = catalog.vocabulary["impact_levels"]
    spot.at("impact_above").known(target.impact_above, levels, "impact level")
    if target.except_ is not None:
        check_target(target.except_, spot.at("except"), catalog)


def has_placeholder(target: Target) -> bool:
    """Whether the target is only known once the log is."""
    words = (word for selector in SELECTORS for word in getattr(target, selector))
    return any(word in PLACEHOLDERS for word in words)


def named_hits(target: Target, activity: Activity, catalog: Catalog) -> bool:
    """Whether the target touches the activity, placeholders aside (policy `target_union`)."""
    ranks = catalog.vocabulary["impact_levels"]
    stretched = activity.muscles.stretched if activity.component == "stretch" else ()
    hit = (
        target.any
        or activity.id in target.activity
        or activity.family in target.family
        or activity.component in target.component
        or not set(target.movement).isdisjoint(activity.movements)
        or not set(target.muscle_stretch).isdisjoint(stretched)
        or not set(target.position).isdisjoint(activity.positions)
        or not set(target.tag).isdisjoint(activity.tags)
        or (target.impact_above is not None and _above(activity, target.impact_above, ranks))
    )
    return hit and (target.except_ is None or not named_hits(target.except_, activity, catalog))


def _above(activity: Activity, level: str, ranks: dict[str, Term]) -> bool:
    return (ranks[activity.impact].rank or 0) > (ranks[level].rank or 0)


def hits_nothing(target: Target, catalog: Catalog) -> bool:
    """Whether no activity of the catalog is touched, whatever the log says."""
    if has_placeholder(target):
        return False
    return not any(named_hits(target, each, catalog) for each in catalog.activities.values())
