"""The answers as they read in a later week of the plan."""

import datetime as dt

import pytest
from msgspec.structs import replace

from planner.rules import in_week
from planner.rules.weeks import moved_facts
from tests.support.people import CATALOG, START, healthy


@pytest.mark.parametrize(("week", "pregnant"), [(1, 12), (2, 13), (5, 16)])
def test_week_facts_rise_from_the_second_week_on(week, pregnant):
    found = in_week(CATALOG, healthy(sex="female", pregnancy_weeks=12), week)
    assert found.facts["plan_week"] == week
    assert found.facts["pregnancy_weeks"] == pregnant
    assert found.facts["age"] == healthy().facts["age"]


@pytest.mark.parametrize("weeks", [0, "unsure"])
def test_only_numbers_that_the_policy_lets_rise_do(weeks):
    answers = healthy(pregnancy_weeks=weeks)
    assert moved_facts(CATALOG, answers, 3) == {"plan_week": 3}


@pytest.mark.parametrize(
    ("days", "week", "is_met"),
    [(0, 1, True), (1, 1, False), (7, 2, True), (8, 2, False), (8, 3, True), (-1, 1, True)],
)
def test_a_dated_criterion_is_met_from_the_first_week_that_starts_on_or_after_it(
    days, week, is_met
):
    answers = replace(healthy(), criteria_from={"bp_controlled": START + dt.timedelta(days=days)})
    found = in_week(CATALOG, answers, week, START).criteria
    assert found == ({"bp_controlled": True} if is_met else {})


def test_without_a_first_day_no_date_counts():
    answers = replace(healthy(), criteria_from={"bp_controlled": START})
    assert in_week(CATALOG, answers, 3).criteria == {}


def test_what_was_measured_stands_against_a_date():
    answers = replace(
        healthy(), criteria={"bp_controlled": False}, criteria_from={"bp_controlled": START}
    )
    assert in_week(CATALOG, answers, 1, START).criteria == {"bp_controlled": False}
