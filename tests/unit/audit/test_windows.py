from __future__ import annotations

import pytest

from planner.audit.windows import holds_in
from tests.support.people import CATALOG


@pytest.mark.parametrize(
    ("window", "weeks"),
    [
        (None, range(1, 13)),
        ("always", range(1, 13)),
        ("week_1", [1]),
        ("weeks_1_2", [1, 2]),
        ("weeks_1_8", range(1, 9)),
        ("from_week_5", range(5, 13)),
        ("last_quarter", [10, 11, 12]),
        ("by_week_12", [12]),
        ("by_week_6", range(6, 13)),
        ("session", []),
        ("rolling_4_weeks", []),
        ("after_waking", []),
        ("quit_week", [4]),
        ("first_4_weeks_after_quit", range(4, 9)),
        ("first_week_of_item", [6]),
    ],
)
def test_weeks(window: str | None, weeks: list[int]) -> None:
    # Put together anew: the words of a catalog that was read are no constants of the code.
    word = None if window is None else "".join([*window])
    found = [
        week for week in range(1, 13) if holds_in(word, week, weeks=12, quit_week=4, first_week=6)
    ]
    assert found == list(weeks)


def test_a_short_plan_has_a_short_last_quarter() -> None:
    assert [w for w in range(1, 7) if holds_in("last_quarter", w, weeks=6)] == [6]
    assert not holds_in("last_quarter", 3, weeks=3)


def test_every_window_of_the_catalog_can_be_read() -> None:
    for window in CATALOG.vocabulary["windows"]:
        assert holds_in(window, 1, weeks=12, quit_week=1, first_week=1) in (True, False)


@pytest.mark.parametrize(
    ("weeks", "last"),
    [(3, []), (4, [4]), (7, [7]), (8, [7, 8]), (11, [10, 11]), (12, [10, 11, 12])],
)
def test_the_last_quarter_is_rounded_down(weeks: int, last: list[int]) -> None:
    found = [w for w in range(1, weeks + 1) if holds_in("last_quarter", w, weeks=weeks)]
    assert found == last


@pytest.mark.parametrize("window", ["quit_week", "first_4_weeks_after_quit", "first_week_of_item"])
def test_without_a_quit_day_or_an_item_no_week_is_counted_from_it(window: str) -> None:
    assert not any(holds_in(window, week, weeks=12) for week in range(13))


def test_weeks_of_a_window_are_those_of_its_name() -> None:
    assert [w for w in range(1, 13) if holds_in("weeks_3_5", w, weeks=12)] == [3, 4, 5]
    assert [w for w in range(1, 13) if holds_in("week_7", w, weeks=12)] == [7]
    assert [w for w in range(1, 13) if holds_in("by_week_11", w, weeks=12)] == [11, 12]
