from __future__ import annotations

import pytest

from planner.audit.demands import comes_late, first_date
from tests.support.mutations.tools import on


@pytest.mark.parametrize(
    ("first", "then", "days", "late"),
    [
        (3, 4, 1, False),
        (4, 4, 1, True),
        (4, 4, 0, False),
        (5, 4, 0, True),
        (None, 4, 0, True),
        (4, None, 9, False),
        (None, None, 0, False),
    ],
)
def test_what_comes_first_lies_the_days_before(
    first: int | None, then: int | None, days: int, late: bool
) -> None:
    one, other = (None if day is None else on(day) for day in (first, then))
    assert comes_late(one, other, days) is late


def test_nothing_has_no_first_date() -> None:
    assert first_date([]) is None
