from __future__ import annotations

import datetime as dt

import pytest

from planner.audit.clock import (
    exists,
    has_own_sleep,
    inside,
    moment,
    night_shift_ends,
    overlaps,
    wakings,
    windows,
)
from planner.domain.intake import Sleep, Window
from tests.support.people import START, intake

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
