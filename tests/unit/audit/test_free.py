from __future__ import annotations

import datetime as dt

import pytest

from planner.audit.free import free_spans, longest_session_of
from planner.domain.intake import Away, Busy, Sleep, Window
from tests.support.audits import case_of
from tests.support.mutations.tools import moment, on, template
from tests.support.plans import valid


def free(day: int, **intake: object) -> list[str]:
    """Free times of a day; the person is free from 18:00 to 19:15, awake from 6:30 to 22:30."""
    spans = free_spans(case_of(valid().with_intake(**intake)), on(day))
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in spans]


def window(start: str, end: str) -> Window:
    clock = dt.time.fromisoformat
    return Window(
        days=tuple(range(7)), dates=(), start=clock(start), end=clock(end), preferred=True
    )


def test_busy_times_are_cut_out() -> None:
    assert free(0) == ["18:00-19:15"]
    busy = (Busy(start=moment(0, 18, 20), end=moment(0, 18, 40)),)
    assert free(0, busy=busy) == ["18:00-18:20", "18:40-19:15"]
    assert free(1, busy=busy) == ["18:00-19:15"]
    touching = (Busy(start=moment(0, 17), end=moment(0, 18)), Busy(start=moment(0, 19, 15), end=moment(0, 20)))  # fmt: skip
    assert free(0, busy=touching) == ["18:00-19:15"]


def test_ten_minutes_are_long_enough_and_nine_are_not() -> None:
    assert free(0, availability=(window("18:00", "18:10"),)) == ["18:00-18:10"]
    assert free(0, availability=(window("18:00", "18:09"),)) == []


def test_of_windows_that_overlap_the_first_keeps_the_time() -> None:
    evening = window("18:00", "19:00")
    assert free(0, availability=(evening, window("18:30", "20:00"))) == ["18:00-19:00"]
    both = ["18:00-19:00", "19:00-20:00"]
    assert free(0, availability=(evening, window("19:00", "20:00"))) == both


@pytest.mark.parametrize(
    ("wake", "bed", "spans"),
    [
        ("06:30", "22:30", ["06:30-07:00", "21:00-22:30"]),
        (None, "22:30", ["04:00-07:00", "21:00-22:30"]),
        ("06:30", None, ["06:30-07:00", "21:00-23:30"]),
        (None, None, ["04:00-07:00", "21:00-23:30"]),
        # Bed after midnight: the evening is free.
        ("06:30", "01:00", ["06:30-07:00", "21:00-23:30"]),
    ],
)
def test_the_usual_night_is_cut_out(wake: str | None, bed: str | None, spans: list[str]) -> None:
    clock = dt.time.fromisoformat
    found = free(
        0,
        availability=(window("04:00", "07:00"), window("21:00", "23:30")),
        wake=clock(wake) if wake else None,
        bed=clock(bed) if bed else None,
    )
    assert found == spans


def test_another_sleep_takes_the_place_of_the_usual_night() -> None:
    sleep = (Sleep(dates=(on(0),), start=dt.time(18, 30), end=dt.time(19)),)
    windows = (window("05:00", "07:00"), window("18:00", "19:15"))
    assert free(0, sleep=sleep, availability=windows) == [
        "05:00-07:00",
        "18:00-18:30",
        "19:00-19:15",
    ]
    assert free(1, sleep=sleep, availability=windows) == ["06:30-07:00", "18:00-19:15"]


def test_who_is_away_has_no_free_time() -> None:
    away = (Away(start=on(2), end=on(3), kind="travel"),)
    assert [bool(free(day, away=away)) for day in range(1, 5)] == [True, False, False, True]


def test_the_longest_session_is_the_span_or_the_smallest_cap() -> None:
    case = case_of(valid())
    assert longest_session_of(case, (moment(0, 18), moment(0, 18, 40))) == 40
    assert longest_session_of(case, (moment(0, 18), moment(0, 19, 15))) == 50
    shorter = case_of(template(valid(), session_minutes=35))
    assert longest_session_of(shorter, (moment(0, 18), moment(0, 18, 40))) == 35
