from __future__ import annotations

import datetime as dt

import pytest

from planner.audit.clock import (
    busy_spans,
    exists,
    has_own_sleep,
    inside,
    minutes_after_waking,
    minutes_to_sleep,
    moment,
    night_shift_ends,
    overlaps,
    wakings,
    windows,
)
from planner.domain.intake import Busy, BusyCalendar, Intake, Sleep, Window
from tests.support.audits import case_of
from tests.support.people import START, intake
from tests.support.plans import made_item, made_session, valid

SIX, TEN = dt.time(6), dt.time(10)
NOON = dt.datetime(2027, 1, 11, 12)
HOUR = dt.timedelta(hours=1)


def test_texts_that_are_no_time() -> None:
    assert moment(START, "06:30") == dt.datetime.combine(START, dt.time(6, 30))
    assert moment(START, "24:30") is None
    assert moment(START, "soon") is None


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (dt.datetime(2027, 3, 28, 2, 30), False),
        (dt.datetime(2027, 3, 28, 3, 0), True),
        (dt.datetime(2027, 10, 31, 2, 30), True),
    ],
)
def test_the_gap_of_a_clock_change(local: dt.datetime, expected: bool) -> None:
    assert exists(local, "Europe/Berlin") is expected


def test_spans() -> None:
    assert overlaps((NOON, NOON + HOUR), (NOON + HOUR / 2, NOON + 2 * HOUR))
    assert not overlaps((NOON, NOON + HOUR), (NOON + HOUR, NOON + 2 * HOUR))
    assert inside((NOON, NOON + HOUR), [(NOON, NOON + HOUR)])
    assert not inside(
        (NOON, NOON + HOUR), [(NOON, NOON + HOUR / 2), (NOON + HOUR / 2, NOON + HOUR)]
    )


def test_windows_by_day_and_date() -> None:
    weekly = Window(days=(START.weekday(),), dates=(), start=SIX, end=TEN)
    dated = Window(days=(), dates=(START,), start=dt.time(22), end=dt.time(1))
    found = windows(intake(availability=(dated, weekly)), START)
    assert [start.hour for start, _ in found] == [6, 22]
    assert found[1][1].date() == START + dt.timedelta(days=1)


def test_waking() -> None:
    usual = intake(wake=SIX)
    assert wakings(usual, START) == [dt.datetime.combine(START, SIX)]
    sleeper = intake(wake=SIX, sleep=(Sleep(dates=(START,), start=dt.time(8), end=dt.time(16)),))
    assert wakings(sleeper, START) == [dt.datetime.combine(START, dt.time(16))]
    assert has_own_sleep(sleeper, START)
    assert night_shift_ends(sleeper, START) == [dt.datetime.combine(START, dt.time(8))]
    late = intake(wake=SIX, sleep=(Sleep(dates=(START,), start=dt.time(23), end=TEN),))
    assert wakings(late, START) == [dt.datetime.combine(START, SIX)]
    assert wakings(late, START + dt.timedelta(days=1))[0].hour == 10
    assert night_shift_ends(late, START) == []


def test_unknown_waking_is_the_first_free_time() -> None:
    window = Window(days=tuple(range(7)), dates=(), start=TEN, end=dt.time(12))
    assert wakings(intake(availability=(window,)), START) == [dt.datetime.combine(START, TEN)]
    assert wakings(intake(), START) == []


def test_busy_times_that_touch_or_overlap_are_one() -> None:
    def busy(*spans: tuple[float, float]) -> list[tuple[float, float]]:
        given = tuple(Busy(start=NOON + a * HOUR, end=NOON + b * HOUR) for a, b in spans)
        found = busy_spans(intake(busy=given))
        return [((start - NOON) / HOUR, (end - NOON) / HOUR) for start, end in found]

    assert busy((3, 4), (0, 1)) == [(0, 1), (3, 4)]
    assert busy((0, 1), (1, 2)) == [(0, 2)]
    assert busy((0, 4), (1, 2), (3, 5), (6, 7)) == [(0, 5), (6, 7)]


def to_sleep(person: Intake) -> float | None:
    """Minutes from the end of a walk, 18:35 on the second day, to sleep."""
    bundle = valid().with_plan(sessions=(made_session(1, 1, made_item("walk_short", 30)),))
    return minutes_to_sleep(person, case_of(bundle).in_sessions[1])


@pytest.mark.parametrize(
    ("wake", "bed", "minutes"),
    [
        ("06:00", "22:35", 240),
        (None, "22:35", 240),
        # To bed after midnight, and at the very hour of waking.
        ("06:00", "00:35", 360),
        ("06:00", "06:00", -755),
        (None, "00:35", -1080),
        ("06:00", None, None),
    ],
)
def test_minutes_to_bed(wake: str | None, bed: str | None, minutes: float | None) -> None:
    clock = dt.time.fromisoformat
    person = intake(wake=clock(wake) if wake else None, bed=clock(bed) if bed else None)
    assert to_sleep(person) == minutes


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        # The sleep given for a date takes the place of its bed time.
        (1, dt.time(20), dt.time(22), 85),
        (1, dt.time(18, 35), dt.time(22), 0),
        (1, dt.time(18, 34), dt.time(22), None),
        # One of another date comes beside it.
        (2, dt.time(4), dt.time(9), 240),
        (0, dt.time(23), dt.time(9), 240),
    ],
)
def test_minutes_to_another_sleep(day: int, start: dt.time, end: dt.time, minutes) -> None:
    sleep = Sleep(dates=(START + dt.timedelta(days=day),), start=start, end=end)
    assert to_sleep(intake(wake=SIX, bed=dt.time(22, 35), sleep=(sleep,))) == minutes


@pytest.mark.parametrize(
    ("wake", "minutes"), [("06:05", 720), ("18:05", 0), ("18:06", None), (None, None)]
)
def test_minutes_after_waking(wake: str | None, minutes: float | None) -> None:
    """The walk begins at 18:05."""
    bundle = valid().with_plan(sessions=(made_session(1, 1, made_item("walk_short", 30)),))
    person = intake(wake=dt.time.fromisoformat(wake) if wake else None)
    assert minutes_after_waking(person, case_of(bundle).in_sessions[1]) == minutes


def test_busy_times_that_touch_are_one_and_others_stay_apart() -> None:
    starts = (NOON, NOON + 3 * HOUR, NOON + 4 * HOUR, NOON + 9 * HOUR)
    person = intake(busy=tuple(Busy(start=start, end=start + HOUR) for start in starts))
    assert busy_spans(person) == [
        (NOON, NOON + HOUR),
        (NOON + 3 * HOUR, NOON + 5 * HOUR),
        (NOON + 9 * HOUR, NOON + 10 * HOUR),
    ]


def walk_at_six(person: Intake) -> tuple[float | None, float | None]:
    """Minutes after waking and to sleep, of a walk from 18:05 to 18:35 on the second day."""
    bundle = valid().with_plan(sessions=(made_session(1, 1, made_item("walk_short", 30)),))
    walk = case_of(bundle).in_sessions[1]
    return minutes_after_waking(person, walk), minutes_to_sleep(person, walk)


def slept(*spans: tuple[int, str, str]) -> Intake:
    """Sleeps by day of the plan, start and end."""
    clock = dt.time.fromisoformat
    made = (
        Sleep(dates=(START + dt.timedelta(days=day),), start=clock(start), end=clock(end))
        for day, start, end in spans
    )
    return intake(sleep=tuple(made))


@pytest.mark.parametrize(
    ("spans", "after", "before"),
    [
        # The last waking before it, and the next sleep after it.
        (((1, "13:00", "15:05"), (1, "08:00", "10:05")), 180, None),
        (((1, "20:00", "21:35"), (1, "19:00", "19:35")), None, 25),
        (((1, "08:00", "10:05"), (1, "19:35", "23:00")), 480, 60),
        # It ends at the very start, and begins at the very end.
        (((1, "08:00", "18:05"),), 0, None),
        (((1, "18:35", "19:00"),), None, 0),
        # A sleep a day after its end is the next one; a minute later is too late.
        (((2, "18:35", "19:00"),), None, 1440),
        (((2, "18:36", "19:00"),), None, None),
        # From one day into the next: the waking is of the second.
        (((0, "22:00", "06:05"),), 720, None),
        (((1, "22:00", "06:05"),), None, 205),
    ],
)
def test_sleeps_around_an_item(spans, after, before) -> None:
    assert walk_at_six(slept(*spans)) == (after, before)


def test_what_has_no_times_lies_beside_no_sleep() -> None:
    timeless = valid().session("w1-d1", start="soon")
    walk = next(p for p in case_of(timeless).in_sessions if p.starts is None)
    person = intake(wake=SIX, bed=dt.time(22))
    assert minutes_after_waking(person, walk) is None
    assert minutes_to_sleep(person, walk) is None


def test_a_span_that_ends_when_it_began_is_a_whole_day() -> None:
    window = Window(days=(), dates=(START,), start=SIX, end=SIX)
    ((start, end),) = windows(intake(availability=(window,)), START)
    assert end - start == 24 * HOUR
    nap = slept((0, "08:00", "08:00"))
    assert night_shift_ends(nap, START) == []
    assert windows(intake(availability=(window,)), START + dt.timedelta(days=1)) == []


def test_calendars_are_busy_beside_what_is_listed() -> None:
    taken = (Busy(start=NOON + 2 * HOUR, end=NOON + 3 * HOUR),)
    other = BusyCalendar(file="work.ics", busy=taken)
    person = intake(busy=(Busy(start=NOON, end=NOON + HOUR),), busy_calendars=(other,))
    assert busy_spans(person) == [(NOON, NOON + HOUR), (NOON + 2 * HOUR, NOON + 3 * HOUR)]


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [((0, 1), (1, 2), False), ((1, 2), (0, 1), False), ((0, 2), (1, 3), True),
     ((1, 3), (0, 2), True), ((0, 3), (1, 2), True), ((0, 1), (2, 3), False)],
)  # fmt: skip
def test_spans_share_time(first, last, shares: bool) -> None:
    one, other = ((NOON + a * HOUR, NOON + b * HOUR) for a, b in (first, last))
    assert overlaps(one, other) is shares


@pytest.mark.parametrize(
    ("span", "is_inside"), [((0, 2), True), ((1, 2), True), ((0, 3), False), ((5, 6), True)]
)
def test_a_span_lies_inside_one_of_several(span, is_inside: bool) -> None:
    free = [(NOON, NOON + 2 * HOUR), (NOON + 5 * HOUR, NOON + 6 * HOUR)]
    assert inside((NOON + span[0] * HOUR, NOON + span[1] * HOUR), free) is is_inside


def test_a_sleep_of_another_day_is_no_waking_of_this_one() -> None:
    sleep = Sleep(dates=(START,), start=dt.time(8), end=dt.time(16))
    days = [START + dt.timedelta(days=day) for day in (-1, 0, 1)]
    found = [wakings(intake(wake=SIX, sleep=(sleep,)), day) for day in days]
    assert [[end.hour for end in ends] for ends in found] == [[6], [16], [6]]


def test_only_the_first_free_time_tells_when_somebody_is_awake() -> None:
    early, late = (
        Window(days=tuple(range(7)), dates=(), start=dt.time(hour), end=dt.time(hour + 1))
        for hour in (10, 18)
    )
    assert wakings(intake(availability=(late, early)), START) == [dt.datetime.combine(START, TEN)]
