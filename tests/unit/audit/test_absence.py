from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from planner.audit.absence import (
    factors_in,
    restart_minutes,
    returns,
    scales,
    shares,
    steps_back,
    stretches,
)
from planner.audit.case import Case
from planner.domain.checkin import ItemReport, SessionReport
from planner.domain.intake import Away
from planner.knowledge.effect import Scale
from planner.knowledge.model import Target
from tests.support.audits import case_of
from tests.support.mutations.revised import missing, reported, with_past
from tests.support.mutations.tools import on
from tests.support.people import CATALOG
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
    assert returns(away((21, 23), kind="holiday")) == returns(away((21, 23))) == []


@pytest.mark.parametrize(
    ("ill", "is_ill"), [(19, False), (20, True), (21, True), (23, True), (24, True), (25, False)]
)
def test_a_stretch_with_an_illness_in_it_is_one(ill: int, is_ill: bool) -> None:
    """Away on days 21 to 23; a day of illness that touches them belongs to the stretch."""
    travel = Away(start=on(21), end=on(23), kind="travel")
    sick = Away(start=on(ill), end=on(ill), kind="illness")
    found = stretches(case_of(valid().with_intake(away=(travel, sick))))
    assert [sick for first, last, sick in found if first <= on(22) <= last] == [is_ill]


def test_three_stretches_stay_apart() -> None:
    found = stretches(away((30, 31), (2, 3), (9, 10)))
    assert [(first, last) for first, last, _ in found] == [
        (on(2), on(3)),
        (on(9), on(10)),
        (on(30), on(31)),
    ]


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


@pytest.mark.parametrize(
    ("facts", "minutes"),
    [
        # One level below intermediate, experienced, and the lowest.
        ({"regular_exerciser": True, "months_regular_exercise": 30, "active_minutes_week": 250},
         180),
        ({}, 60),
        ({"age": 76}, 60),
    ],
)  # fmt: skip
def test_a_restart_is_that_of_the_next_lower_level(facts: dict[str, Any], minutes: int) -> None:
    case = away((7, 34), **facts)
    assert [restart_minutes(case, back) for back in returns(case)] == [[minutes]]


def test_of_an_unknown_age_the_restarts_of_every_age_count() -> None:
    case = away((7, 34), age=None)
    assert [restart_minutes(case, back) for back in returns(case)] == [[60] * 4]


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (13, []),
        (14, ["sit_to_stand", "dead_bug_slide"]),
        (28, ["sit_to_stand", "dead_bug_slide"]),
    ],
)
def test_ladders_of_strength_and_control_step_back_after_two_weeks(days, names) -> None:
    case = away((14 - 7, 14 - 8 + days))
    (back,) = returns(case)
    stepping = [
        name
        for name in ("sit_to_stand", "dead_bug_slide", "walk_short", "calf_soleus_wall")
        if steps_back(case, back, CATALOG.activities[name])
    ]
    assert stepping == names


@pytest.mark.parametrize(
    ("scale", "left"),
    [
        ({"factor": 0.5}, (0.5,)),
        ({"factors": (0.5, 0.7)}, (0.5, 0.7)),
        ({"factors": (0.5, 0.7), "factor": 0.9}, (0.5, 0.7, 0.9)),
        ({}, ()),
    ],
)
def test_shares_are_what_is_left_step_by_step(scale: dict[str, Any], left) -> None:
    assert shares(Scale(quantity="sets", target=Target(any=True), **scale)) == left


def test_only_the_scales_of_a_quantity_are_read() -> None:
    rule = CATALOG.rules["prg_absence_7_13"]
    assert [scale.factor for scale in scales(rule, "minutes_per_week")] == [0.85]
    assert [scale.minus for scale in scales(rule, "sets")] == [1]
    assert scales(rule, "load_pct_of_usual") == []


@pytest.mark.parametrize(
    ("missed", "week"),
    [
        # The whole weeks before the days away (days 28 to 34) that are planned anew count.
        ((), 4),
        (("w1-d1", "w2-d0"), 4),
    ],
)
def test_a_week_to_come_is_a_measure_however_little_was_done(missed, week: int) -> None:
    gone = (Away(start=on(28), end=on(34), kind="travel"),)
    case = case_of(missing(*missed).with_intake(away=gone))
    assert [back.last_week for back in returns(case)] == [week]


WALKS = tuple(f"w2-d{day}" for day in (0, 2, 5))


@pytest.mark.parametrize(
    ("done", "week"),
    [
        # 85 percent of six minutes of week 2 are five of the grid.
        (6, 2),
        (5, 1),
        (0, 1),
    ],
)
def test_a_week_of_the_past_is_a_measure_where_a_share_of_it_is_one_step(done, week) -> None:
    """Away for a week from day 14 on; the revision begins on day 21."""
    gone = (Away(start=on(14), end=on(20), kind="travel"),)
    told = SessionReport(
        key="w2-d0",
        done="partial",
        items=(ItemReport(activity="walk_short", done="partial", minutes=done),),
    )
    base = missing(*WALKS, base=with_past(day=on(21)))
    case = case_of(reported(told, base=base).with_intake(away=gone))
    assert [back.last_week for back in returns(case)] == [week]


@pytest.mark.parametrize(("missed", "week"), [((), 2), (("w2-d0",), 1)])
def test_a_cut_week_is_a_measure_where_nothing_of_it_was_missed(missed, week: int) -> None:
    """Away for a week from day 14 on; the revision begins on day 10."""
    gone = (Away(start=on(14), end=on(20), kind="travel"),)
    case = case_of(missing(*missed, base=with_past(day=on(10))).with_intake(away=gone))
    assert [back.last_week for back in returns(case)] == [week]


def test_a_return_cannot_be_changed() -> None:
    (back,) = returns(away((21, 27)))
    with pytest.raises(FrozenInstanceError):
        back.days = 3
