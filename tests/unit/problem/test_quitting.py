"""The quit-smoking calendar."""

from __future__ import annotations

import datetime as dt

from planner.problem.quitting import quit_day, quit_entries
from tests.support.contexts import context_of
from tests.support.people import CATALOG, START, healthy

RAMP = CATALOG.ramps.quit_smoking
SMOKER = {"cigarettes_per_day": 20}


def calendar(weeks: int = 16, first: int = 0, **facts):
    found: dict[str, list[int]] = {}
    for entry in quit_entries(context_of(healthy(**facts), weeks=weeks), first):
        found.setdefault(entry.activity, []).append(entry.day)
    return found


READY = calendar(**SMOKER, ready_to_quit_30d=True)
DAY = READY["quit_day"][0]


def test_the_quit_day_lies_in_its_window():
    low, high = RAMP.quit_date_days_from_start
    assert low <= DAY <= high
    assert READY["quit_day"] == [DAY]


def test_every_step_stands_on_its_week_or_on_the_first_day():
    """What is done as needed has no day; nor may a new habit start in the quit week."""
    for step in RAMP.steps:
        if step.recurrence == "as needed":
            assert step.activity not in READY
        else:
            assert READY[step.activity][0] == max(0, DAY + 7 * step.week), step.activity


def test_repeated_steps():
    assert READY["quit_trigger_log"] == list(range(14))
    assert READY["quit_contact_weeks_2_3"] == [DAY + 14, DAY + 21]
    assert READY["quit_date_set"] == [0]


def test_contact_soon_after_the_quit_day():
    first = min(day for name, days in READY.items() if "contact" in name for day in days)
    assert 0 < first - DAY <= RAMP.contact_within_days_after_quit


def test_steps_beyond_the_plan_are_left_out():
    short = calendar(weeks=4, **SMOKER, ready_to_quit_30d=True)
    assert "quit_day" in short
    assert "quit_review_week12" not in short
    assert all(day < 28 for days in short.values() for day in days)


def test_earlier_steps_move_to_the_first_day():
    later = calendar(first=3, **SMOKER, ready_to_quit_30d=True)
    assert min(day for days in later.values() for day in days) == 3
    assert later["quit_day"] == [DAY]
    assert later["quit_trigger_log"] == list(range(3, DAY))


def on(day: int) -> str:
    return (START + dt.timedelta(days=day)).isoformat()


def test_a_day_that_was_named_is_the_quit_day():
    """Also for those who said that they are not ready within a month."""
    for ready in (True, False):
        named = calendar(**SMOKER, ready_to_quit_30d=ready, quit_date=on(37))
        assert named["quit_day"] == [37]
        assert named["quit_date_set"] == [23]
        assert named["quit_tell_others"] == [30]
        assert named["quit_contact_week1"] == [44]


def test_preparation_for_a_day_that_is_near_moves_to_the_first_day_but_not_beyond_it():
    near = calendar(**SMOKER, quit_date=on(3))
    assert near["quit_day"] == [3]
    assert near["quit_trigger_log"] == [0, 1, 2]
    assert near["quit_clear_house"] == [0]
    at_once = calendar(**SMOKER, quit_date=on(0))
    assert at_once["quit_day"] == [0]
    assert "quit_clear_house" not in at_once


def test_a_day_before_the_plan_leaves_what_follows_it():
    after = calendar(cigarettes_per_day=0, quit_date=on(-10), weeks_to_quit_day=1, weeks=8)
    assert after == {"quit_contact_weeks_2_3": [4, 11], "quit_contact_month1": [18]}


def test_a_day_before_the_first_session_is_not_moved():
    early = calendar(first=2, **SMOKER, quit_date=on(1))
    assert "quit_day" not in early
    assert early["quit_contact_week1"] == [8]


def test_a_day_beyond_the_plan_leaves_what_comes_before_it():
    late = calendar(weeks=8, **SMOKER, quit_date=on(8 * 7 + 10))
    assert set(late) == {
        "quit_ask_assess",
        "quit_advise",
        "quit_date_set",
        "quit_medication_visit",
        "quit_trigger_log",
    }
    assert late["quit_date_set"] == [52]
    assert late["quit_trigger_log"] == [52, 53, 54, 55]
    assert calendar(weeks=8, **SMOKER, quit_date=on(200)) == {}


def test_who_is_not_ready_is_asked_again_every_four_weeks_and_gets_no_quit_day():
    asked = calendar(**SMOKER, ready_to_quit_30d=False)
    assert set(asked) == {"quit_ask_assess", "quit_advise"}
    assert all(days == [0, 28, 56, 84] for days in asked.values())
    context = context_of(healthy(**SMOKER, ready_to_quit_30d=False), weeks=2)
    assert quit_day(context) is None


def test_who_does_not_smoke_gets_no_calendar():
    assert calendar(cigarettes_per_day=0, ready_to_quit_30d=True) == {}
    assert calendar(cigarettes_per_day=0) == {}
