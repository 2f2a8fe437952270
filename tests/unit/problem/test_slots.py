"""Slots: what is left of the windows after busy times, days away, sleep, wake and bed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from planner.domain.intake import Away, Busy, Sleep
from planner.problem.context import Context
from planner.problem.slots import full_weeks, slots
from tests.support.contexts import window
from tests.support.people import START, intake

LONG, SHORT = 240, 10
MONDAY = window(0, start="08:00", end="12:00")


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def free(weeks: int = 1, longest: int = LONG, **fields: Any) -> list[tuple[int, str, str]]:
    """(day, start, end) of each slot."""
    fields.setdefault("availability", (MONDAY,))
    found = slots(intake(weeks, **fields), longest, SHORT)
    return [(slot.day, clock(slot.start), clock(slot.end)) for slot in found]


def at(time: str, day: int = 0) -> dt.datetime:
    return dt.datetime.combine(START + dt.timedelta(days=day), dt.time.fromisoformat(time))


def busy(start: str, end: str, day: int = 0, until: int | None = None) -> Busy:
    return Busy(start=at(start, day), end=at(end, day if until is None else until))


def test_a_window_repeats_every_week():
    assert free(weeks=2) == [(0, "08:00", "12:00"), (7, "08:00", "12:00")]


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        (busy("09:00", "10:00"), [(0, "08:00", "09:00"), (0, "10:00", "12:00")]),
        (busy("07:00", "09:00"), [(0, "09:00", "12:00")]),
        (busy("11:00", "13:00"), [(0, "08:00", "11:00")]),
        (busy("07:00", "13:00"), []),
        (busy("08:00", "12:00"), []),
        (busy("06:00", "08:00"), [(0, "08:00", "12:00")]),
        (busy("12:00", "14:00"), [(0, "08:00", "12:00")]),
        (busy("22:00", "09:30", day=-1, until=0), [(0, "09:30", "12:00")]),
        (busy("09:00", "10:00", day=1), [(0, "08:00", "12:00")]),
    ],
)
def test_busy_times_are_cut_out(taken, left):
    assert free(busy=(taken,)) == left


def test_busy_times_that_overlap_are_cut_out_once():
    taken = (busy("09:00", "10:00"), busy("08:30", "09:30"), busy("09:15", "09:20"))
    assert free(busy=taken) == [(0, "08:00", "08:30"), (0, "10:00", "12:00")]


def test_a_busy_second_takes_its_whole_minute():
    taken = Busy(start=at("09:00:30"), end=at("09:59:30"))
    assert free(busy=(taken,)) == [(0, "08:00", "09:00"), (0, "10:00", "12:00")]


def test_a_rest_that_is_too_short_is_no_slot():
    assert free(busy=(busy("08:09", "12:00"),)) == []
    assert free(busy=(busy("08:10", "12:00"),)) == [(0, "08:00", "08:10")]


def test_days_away_have_no_slots_and_their_weeks_are_not_full():
    away = Away(start=START + dt.timedelta(days=7), end=START + dt.timedelta(days=8), kind="travel")
    daily = window(*range(7), start="08:00", end="09:00")
    days = [day for day, _, _ in free(weeks=2, availability=(daily,), away=(away,))]
    assert days == [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13]
    assert full_weeks(intake(3, away=(away,))) == {0, 2}


def test_sleep_of_a_date_replaces_wake_and_bed_and_reaches_into_the_next_day():
    night_shift = Sleep(dates=(START,), start=dt.time(9), end=dt.time(11))
    usual = {"wake": dt.time(8, 30), "bed": dt.time(11, 30)}
    assert free(**usual) == [(0, "08:30", "11:30")]
    assert free(**usual, sleep=(night_shift,)) == [(0, "08:00", "09:00"), (0, "11:00", "12:00")]
    over_midnight = Sleep(
        dates=(START - dt.timedelta(days=1),), start=dt.time(23), end=dt.time(8, 45)
    )
    assert free(sleep=(over_midnight,)) == [(0, "08:45", "12:00")]


def test_minutes_from_waking_and_to_bed():
    found = slots(
        intake(1, availability=(MONDAY,), wake=dt.time(7, 15), bed=dt.time(22)), LONG, SHORT
    )
    assert [(slot.after_waking, slot.before_sleep) for slot in found] == [(45, 600)]
    unknown = slots(intake(1, availability=(MONDAY,)), LONG, SHORT)
    assert [(slot.after_waking, slot.before_sleep) for slot in unknown] == [(None, None)]


def test_a_bed_time_after_midnight():
    late = window(0, start="21:00", end="23:00")
    found = slots(intake(1, availability=(late,), wake=dt.time(9), bed=dt.time(0, 30)), LONG, SHORT)
    assert [(slot.start, slot.before_sleep) for slot in found] == [(21 * 60, 90)]


def test_dated_windows_are_not_repeated():
    dated = window(start="15:00", end="16:00", dates=(START + dt.timedelta(days=3),))
    assert free(weeks=2, availability=(dated,)) == [(3, "15:00", "16:00")]


def test_windows_that_overlap_give_no_two_slots_at_one_time():
    other = window(0, start="09:00", end="13:00", preferred=True)
    assert free(availability=(MONDAY, other)) == [(0, "08:00", "12:00")]


def test_the_preferred_of_two_equal_windows_is_kept():
    preferred = window(0, start="08:00", end="12:00", preferred=True)
    found = slots(intake(1, availability=(MONDAY, preferred)), LONG, SHORT)
    assert [slot.preferred for slot in found] == [True]


def test_capacity_is_capped_but_the_slot_keeps_its_end():
    found = slots(intake(1, availability=(MONDAY,)), 35, SHORT)
    assert [(slot.capacity, clock(slot.end)) for slot in found] == [(35, "12:00")]
    assert [slot.capacity for slot in slots(intake(1, availability=(MONDAY,)), 300, SHORT)] == [240]


def test_the_pattern_is_the_weekday_and_clock_time():
    found = slots(
        intake(2, availability=(MONDAY, window(1, start="08:00", end="09:00"))), LONG, SHORT
    )
    assert [slot.pattern for slot in found] == [0, 1, 0, 1]


def test_a_plan_may_start_on_any_weekday():
    from planner.domain.intake import PlanRequest

    wednesday = PlanRequest(start=START + dt.timedelta(days=2), weeks=1, timezone="Europe/Berlin")
    assert free(plan=wednesday) == [(5, "08:00", "12:00")]


def test_a_session_cap_of_the_level_reaches_the_slots():
    from tests.support.contexts import context_of
    from tests.support.people import healthy

    def longest(context: Context) -> int:
        return max(slot.capacity for slot in context.slots)

    assert longest(context_of(healthy(can_rise_without_hands=False), weeks=2)) == 35
    assert longest(context_of(healthy(), weeks=2)) > 35
