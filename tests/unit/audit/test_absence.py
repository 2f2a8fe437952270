from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from planner.audit.absence import factors_in, restart_minutes, returns, stretches
from planner.audit.case import Case
from planner.domain.intake import Away
from tests.support.audits import case_of
from tests.support.mutations.tools import on
from tests.support.plans import valid


def away(*spans: tuple[int, int], kind: str = "travel", **facts: Any) -> Case:
    """The plan with days away, the first and the last of each counted."""
    found = tuple(Away(start=on(first), end=on(last), kind=kind) for first, last in spans)
    return case_of(valid().with_intake(away=found).with_facts(**facts))


@pytest.mark.parametrize(
    ("span", "rules"),
    [
        ((21, 26), []),
        ((21, 27), ["prg_absence_7_13"]),
        ((14, 26), ["prg_absence_7_13"]),
        ((14, 27), ["prg_absence_14_27"]),
        ((7, 33), ["prg_absence_14_27"]),
        ((7, 34), ["prg_absence_28"]),
        # The plan ends on day 41: nobody comes back in it.
        ((30, 41), []),
        ((30, 40), ["prg_absence_7_13"]),
    ],
)
def test_the_days_away_tell_the_rule(span: tuple[int, int], rules: list[str]) -> None:
    found = returns(away(span))
    assert [back.rule.id for back in found] == rules
    assert all(back.days == span[1] - span[0] + 1 for back in found)


def test_an_illness_counts_as_a_week_at_least() -> None:
    (short,) = returns(away((21, 23), kind="illness"))
    assert (short.rule.id, short.days, short.date) == ("prg_absence_7_13", 7, on(24))
    (long,) = returns(away((21, 28), kind="illness"))
    assert long.days == 8


def test_days_away_that_touch_are_one_stretch() -> None:
    assert stretches(away((15, 21), (22, 23))) == [(on(15), on(23), False)]
    assert stretches(away((15, 20), (22, 23))) == [(on(15), on(20), False), (on(22), on(23), False)]
    both = valid().with_intake(
        away=(
            Away(start=on(3), end=on(4), kind="travel"),
            Away(start=on(5), end=on(5), kind="illness"),
            Away(start=on(9), end=on(9), kind="travel"),
        )
    )
    assert stretches(case_of(both)) == [(on(3), on(5), True), (on(9), on(9), False)]


@pytest.mark.parametrize(
    ("span", "week"), [((21, 27), 3), ((20, 27), 2), ((22, 28), 3), ((7, 13), 1), ((6, 13), None)]
)
def test_compared_is_the_last_whole_week_before(span: tuple[int, int], week: int | None) -> None:
    assert [back.last_week for back in returns(away(span))] == [week]


def test_a_stretch_that_began_before_the_plan_counts_whole() -> None:
    (back,) = returns(away((-5, 3)))
    assert (back.days, back.day, back.last_week) == (9, 4, None)
    assert returns(away((-9, -2))) == []
    assert [back.date for back in returns(away((-9, -1)))] == [on(0)]


def test_seven_days_are_counted_from_the_return() -> None:
    (back,) = returns(away((14, 27)))
    assert back.factors == (0.5, 0.7, 0.8, 0.9)
    assert back.block(0) == (on(28), on(34))
    assert back.block(1) == (on(35), on(41))
    assert [factors_in(back, week) for week in (4, 5, 6, 7)] == [[], [0.5], [0.7], [0.8]]


def test_a_return_in_the_middle_of_a_week_touches_two() -> None:
    (back,) = returns(away((13, 23)))
    assert back.date - on(0) == dt.timedelta(days=24)
    assert [factors_in(back, week) for week in (3, 4, 5, 6)] == [[], [0.85], [0.85], []]


def test_four_weeks_away_restart_one_level_down() -> None:
    case = away((7, 34))
    assert [restart_minutes(case, back) for back in returns(case)] == [[60]]
    case = away((14, 27))
    assert [restart_minutes(case, back) for back in returns(case)] == [[]]


def test_below_the_lowest_level_nothing_is_left_to_go_down_to() -> None:
    case = away((7, 34), continuous_walk_minutes=5, active_minutes_week=0)
    assert case.levels["endurance"] == "deconditioned"
    assert [restart_minutes(case, back) for back in returns(case)] == [[60]]
