"""The quit-smoking calendar."""

from __future__ import annotations

from planner.problem.quitting import quit_day, quit_entries
from tests.support.contexts import context_of
from tests.support.people import CATALOG, healthy

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
    for step in RAMP.steps:
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


def test_who_is_not_ready_is_asked_again_every_four_weeks_and_gets_no_quit_day():
    asked = calendar(**SMOKER, ready_to_quit_30d=False)
    assert set(asked) == {"quit_ask_assess", "quit_advise"}
    assert all(days == [0, 28, 56, 84] for days in asked.values())
    context = context_of(healthy(**SMOKER, ready_to_quit_30d=False), weeks=2)
    assert quit_day(context) is None


def test_who_does_not_smoke_gets_no_calendar():
    assert calendar(cigarettes_per_day=0, ready_to_quit_30d=True) == {}
    assert calendar(cigarettes_per_day=0) == {}
