"""Checklists: which questions one "none of these" or one tick answers."""

from __future__ import annotations

from planner.intake.facts import allowed_values
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import ScreeningGroup


def groups_of(name: str, catalog: Catalog) -> tuple[ScreeningGroup, ...]:
    """The checklist of this name, or the checklists of the bundle of this name."""
    if name in catalog.screening_groups:
        return (catalog.screening_groups[name],)
    return tuple(
        catalog.screening_groups[group] for group in catalog.screening_bundles[name].includes
    )


def positive_words(name: str, catalog: Catalog) -> tuple[str, ...]:
    """What can be ticked on a checklist: its facts, and the values of its list facts."""
    words: list[str] = []
    for group in groups_of(name, catalog):
        for fact in group.facts:
            words.append(fact)
            if catalog.facts[fact].type == "list":
                words += allowed_values(catalog.facts[fact], catalog)
    return tuple(dict.fromkeys(words))


def ticks(
    group: ScreeningGroup, positive: tuple[str, ...], catalog: Catalog
) -> dict[str, tuple[str, ...]]:
    """Ticked facts of one checklist, with the ticked values of its list facts."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in group.facts:
        of_list = catalog.facts[fact].type == "list"
        values = allowed_values(catalog.facts[fact], catalog) if of_list else ()
        chosen = tuple(word for word in positive if word in values)
        if chosen or fact in positive:
            found[fact] = chosen
    return found
