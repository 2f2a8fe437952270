"""How far endurance can grow, worked out by hand from the rules on growth."""

from __future__ import annotations

import pytest

from planner.audit.reach import longest_bout, weekly_reach
from planner.domain.intake import Window
from tests.support.audits import case_of
from tests.support.mutations.floors import SHORT
from tests.support.plan_variants import away_a_week, weak
from tests.support.plans import EVENINGS, Bundle, valid

OLD = valid().with_facts(age=76)
UNTRAINED = valid().with_facts(continuous_walk_minutes=5, active_minutes_week=0)
HEAVY = valid().having(obesity_class2="any")
SORE = valid().having(fibromyalgia="any")


@pytest.mark.parametrize(
    ("bundle", "minutes"),
    [
        # 90 at most; then 20 more, or 15 percent; week 4 is lighter and no measure for week 5.
        (valid(), [90, 110, 125, 140, 140, 160]),
        # 10 percent a week from 100 minutes on.
        (weak(), [90, 110, 120, 130, 130, 140]),
        # 10 minutes a week from 75 years on.
        (OLD, [90, 100, 110, 120, 120, 130]),
        # Nothing while away, then 85 percent of week 3, then from week 3 on.
        (away_a_week(), [90, 110, 125, 0, 105, 140]),
        # 15 minutes at once, on six days, then on seven.
        (UNTRAINED, [60, 80, 90, 90, 105, 105]),
        (SORE, [90, 90, 90, 90, 90, 90]),
    ],
)
def test_the_minutes_that_a_week_can_hold(bundle: Bundle, minutes: list[float]) -> None:
    assert [reach.minutes for reach in weekly_reach(case_of(bundle)).values()] == minutes


@pytest.mark.parametrize(
    ("bundle", "longest"),
    [
        (valid(), [30, 30, 30, 30, 30, 30]),
        (HEAVY, [20, 20, 25, 30, 30, 30]),
        (SORE, [15, 15, 20, 25, 30, 30]),
        (UNTRAINED, [15, 15, 15, 15, 15, 15]),
    ],
)
def test_the_longest_bout_grows_five_minutes_a_week(bundle: Bundle, longest: list[float]) -> None:
    assert [reach.longest for reach in weekly_reach(case_of(bundle)).values()] == longest


def test_free_times_bound_a_week() -> None:
    """Twenty minutes on two days hold ten minutes of endurance each, between the two ends."""
    short = case_of(valid().with_intake(availability=SHORT))
    assert [reach.minutes for reach in weekly_reach(short).values()] == [20] * 6
    days = Window(days=(0, 3), dates=(), start=EVENINGS.start, end=EVENINGS.end, preferred=True)
    two = case_of(valid().with_intake(availability=(days,)))
    assert [reach.minutes for reach in weekly_reach(two).values()] == [60] * 6


def test_only_what_is_named_counts() -> None:
    case = case_of(valid())
    none = weekly_reach(case, frozenset())
    assert {(reach.minutes, reach.longest, reach.modes) for reach in none.values()} == {(0, 0, ())}
    walk = weekly_reach(case, frozenset(("walk_short",)))
    assert {mode.activity.id for reach in walk.values() for mode in reach.modes} == {"walk_short"}


def test_a_bout_fits_between_the_ends_of_a_session_on_a_grid_of_five() -> None:
    (walk,) = weekly_reach(case_of(valid()), frozenset(("walk_short",)))[1].modes
    case = case_of(valid())
    lengths = (14, 15, 19, 20, 29, 30, 99)
    bouts = [longest_bout(case, (walk,), 30, walk.extra + length) for length in lengths]
    assert bouts == [0, 15, 15, 20, 25, 30, 30]
    assert longest_bout(case, (walk,), 20, walk.extra + 99) == 20


def test_a_day_of_rest_holds_light_endurance_only() -> None:
    trained = valid().with_facts(
        regular_exerciser=True,
        months_regular_exercise=30,
        active_minutes_week=250,
        continuous_walk_minutes=90,
    )
    slow = weekly_reach(case_of(trained), frozenset(("walk_slow",)))
    assert [reach.minutes for reach in slow.values()] == [6 * 20] * 6
    easy = weekly_reach(case_of(UNTRAINED))
    assert easy[6].minutes == 7 * 15
