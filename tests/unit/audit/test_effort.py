from __future__ import annotations

import pytest

from planner.audit.effort import class_of_rpe, rpe_from_borg
from tests.support.people import CATALOG


@pytest.mark.parametrize(
    ("rpe", "name"),
    [(0, "very_light"), (3, "light"), (4, "moderate"), (7, "vigorous"), (10, "near_maximal")],
)
def test_classes(rpe: int, name: str) -> None:
    assert class_of_rpe(CATALOG, rpe).id == name


@pytest.mark.parametrize(("borg", "rpe"), [(6, 0), (11, 3), (12, 4), (13, 6), (14, 7), (20, 10)])
def test_borg_is_read_the_strict_way(borg: int, rpe: int) -> None:
    assert rpe_from_borg(CATALOG, borg) == rpe
