import pytest

from planner.eligibility.windows import weeks_of
from tests.support.people import CATALOG

ALL = tuple(range(1, 13))


@pytest.mark.parametrize(
    ("window", "wanted"),
    [
        (None, ALL),
        ("always", ALL),
        ("week_1", (1,)),
        ("week_3", (3,)),
        ("weeks_1_2", (1, 2)),
        ("weeks_3_5", (3, 4, 5)),
        ("weeks_1_8", ALL[:8]),
        ("weeks_1_12", ALL),
        ("from_week_2", ALL[1:]),
        ("from_week_5", ALL[4:]),
        ("by_week_6", ALL[5:]),
        ("by_week_12", (12,)),
        ("by_week_16", ()),
        ("last_quarter", (10, 11, 12)),
        ("first_week_of_item", ALL),
        ("rolling_7_days", ALL),
        ("quit_week", (3,)),
        ("first_4_weeks_after_quit", (3, 4, 5, 6, 7)),
    ],
)
def test_windows_of_twelve_weeks(window, wanted):
    assert weeks_of(window, 12, quit_week=3) == wanted


def test_without_a_quit_day_there_is_no_quit_week():
    assert weeks_of("quit_week", 12) == ()
    assert weeks_of("first_4_weeks_after_quit", 12) == ()


@pytest.mark.parametrize(("weeks", "first"), [(4, 4), (6, 5), (8, 7), (10, 8), (26, 20)])
def test_the_last_quarter_is_rounded_up(weeks, first):
    assert weeks_of("last_quarter", weeks) == tuple(range(first, weeks + 1))


def test_windows_with_a_week_in_their_name_are_all_read():
    for name in CATALOG.vocabulary["windows"]:
        if ("week" in name or "quarter" in name) and name not in (
            "rolling_4_weeks",
            "first_week_of_item",
        ):
            assert weeks_of(name, 30, quit_week=5) != tuple(range(1, 31)), name
