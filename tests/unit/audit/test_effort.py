"""Efforts on both scales, and their classes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.audit.effort import class_of_rpe, rpe_from_borg
from tests.support.people import CATALOG


@pytest.mark.parametrize(
    ("rpe", "name"),
    [
        (0, "very_light"), (1, "very_light"), (1.5, "light"), (2, "light"), (3, "light"),
        (4, "moderate"), (6, "moderate"), (7, "vigorous"), (8, "vigorous"), (9, "near_maximal"),
        (10, "near_maximal"), (11, "near_maximal"),
    ],
)  # fmt: skip
def test_classes(rpe: float, name: str) -> None:
    assert class_of_rpe(CATALOG, rpe).id == name


@pytest.mark.parametrize(
    ("borg", "rpe"),
    [
        # 6 to 8 are 0 to 1, 9 to 11 are 2 to 3, 12 to 13 are 4 to 6, 14 to 17 are 7 to 8, the
        # rest is 9 to 10; what lies between is rounded down.
        (6, 0), (7, 0), (8, 1), (9, 2), (10, 2), (11, 3), (12, 4), (12.5, 5), (13, 6), (14, 7),
        (16, 7), (17, 8), (18, 9), (19, 9), (20, 10), (22, 11),
    ],
)  # fmt: skip
def test_borg_is_read_the_strict_way(borg: float, rpe: int) -> None:
    assert rpe_from_borg(CATALOG, borg) == rpe


def test_the_order_of_the_classes_in_the_catalog_does_not_matter() -> None:
    turned = dict(reversed(CATALOG.intensity_classes.items()))
    catalog = replace(CATALOG, intensity_classes=turned)
    assert [class_of_rpe(catalog, rpe).rank for rpe in (1, 3, 6, 8, 10, 11)] == [0, 1, 2, 3, 4, 4]
    assert [rpe_from_borg(catalog, borg) for borg in (8, 11, 13, 17, 20)] == [1, 3, 6, 8, 10]
