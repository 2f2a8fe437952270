"""The quit day, and how far it is from it in the first week of the plan."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.eligibility.quitting import quit_day, quit_week, with_quit_day
from tests.support.people import CATALOG, START, healthy

SET = CATALOG.planning.quit_day_from_start


def on(day: int) -> str:
    return (START + dt.timedelta(days=day)).isoformat()


@pytest.mark.parametrize(
    ("facts", "day", "week"),
    [
        ({"ready_to_quit_30d": True, "cigarettes_per_day": 1}, SET, 3),
        ({"ready_to_quit_30d": False, "cigarettes_per_day": 1}, None, None),
        # Who does not smoke has no day to quit on, whatever else was answered.
        ({"ready_to_quit_30d": True, "cigarettes_per_day": 0}, None, None),
        ({"ready_to_quit_30d": True, "cigarettes_per_day": 0, "quit_date": on(3)}, 3, 1),
        ({}, None, None),
        ({"quit_date": on(0)}, 0, 1),
        ({"quit_date": on(6)}, 6, 1),
        # The week that holds the day counts, not whole weeks until it.
        ({"quit_date": on(10)}, 10, 2),
        ({"quit_date": on(10), "weeks_to_quit_day": -3}, 10, 2),
        ({"quit_date": on(10), "ready_to_quit_30d": True}, 10, 2),
        ({"quit_date": on(-1)}, -1, 0),
        ({"quit_date": on(-10)}, -10, -1),
        ({"quit_date": on(300)}, 300, 43),
    ],
)
def test_the_quit_day_is_the_one_named_or_the_one_that_the_plan_sets(facts, day, week):
    answers = healthy(**facts)
    assert quit_day(CATALOG, answers, START) == day
    assert quit_week(with_quit_day(CATALOG, answers, START)) == week


def test_weeks_that_a_clinician_gave_stand():
    answers = healthy(ready_to_quit_30d=True, cigarettes_per_day=10, weeks_to_quit_day=-5)
    assert with_quit_day(CATALOG, answers, START).facts["weeks_to_quit_day"] == -5
