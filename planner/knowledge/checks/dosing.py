"""Dose rows and the assignment of levels."""

from __future__ import annotations

import msgspec

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_cited
from planner.knowledge.checks.tree import check_tree
from planner.knowledge.dosing import DoseRow
from planner.knowledge.spot import Spot

_PAIR = 2


def check_row(row: DoseRow, spot: Spot, catalog: Catalog) -> None:
    """One dose row: known words, ranges the right way round, no second row for the same cell."""
    spot.at("component").known(row.component, catalog.vocabulary["components"], "component")
    spot.at("level").known(row.level, catalog.vocabulary["levels"], "level")
    spot.at("age_band").known(row.age_band, catalog.age_bands, "age band")
    check_cited(row.evidence, row.sources, spot, catalog)
    _check_ranges(msgspec.to_builtins(row), spot)
    if row.applies_when is not None:
        check_tree(row.applies_when, spot.at("applies_when"), catalog)
    cell = (row.component, row.level, row.age_band)
    for other in catalog.dosing.rows.values():
        if other is row:
            return
        if (other.component, other.level, other.age_band) == cell:
            spot.bad(f"component, level and age band are those of {other.id}; keep one row")
            return


def _check_ranges(value: object, spot: Spot) -> None:
    """Every pair of numbers is a range, the smaller first."""
    if isinstance(value, dict):
        for key, below in value.items():
            _check_ranges(below, spot.at(key))
    elif isinstance(value, list | tuple) and len(value) == _PAIR:
        low, high = value
        if isinstance(low, int | float) and isinstance(high, int | float):
            spot.need(low <= high, "a range goes from the smaller to the larger value")


def check_levels(spot: Spot, catalog: Catalog) -> None:
    """The tests that assign a level, component by component."""
    assignment = catalog.dosing.level_assignment
    components, levels = catalog.vocabulary["components"], catalog.vocabulary["levels"]
    for index, entry in enumerate(assignment.components):
        here = spot.at("components", index)
        here.at("component").known(entry.component, components, "component")
        for place, test in zip(here.each("levels", entry.levels), entry.levels, strict=True):
            place.at("level").known(test.level, levels, "level")
            check_tree(test.when, place.at("when"), catalog)
    for index, same in enumerate(assignment.same_as):
        place = spot.at("same_as", index, "component")
        place.known(same.component, components, "component")
    check_tree(assignment.promotion_when, spot.at("promotion_when"), catalog)
    check_tree(assignment.demotion_when, spot.at("demotion_when"), catalog)
