from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

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
    three = (window("08:00", "09:00"), window("10:00", "12:00"), window("11:00", "13:00"))
    assert free(0, availability=three) == ["08:00-09:00", "10:00-12:00"]
    assert free(0, availability=three[::-1]) == ["08:00-09:00", "10:00-12:00"]


def test_busy_times_may_take_a_piece_an_end_or_all_of_a_window() -> None:
    def left(*spans: tuple[int, int]) -> list[str]:
        """What is left of 18:00 to 19:15, less spans of minutes from 18:00 on."""
        made = tuple(
            Busy(start=moment(0, 18) + dt.timedelta(minutes=a),
                 end=moment(0, 18) + dt.timedelta(minutes=b))
            for a, b in spans
        )  # fmt: skip
        return free(0, busy=made)

    assert left((0, 20)) == ["18:20-19:15"]
    assert left((-30, 20)) == ["18:20-19:15"]
    assert left((55, 75)) == ["18:00-18:55"]
    assert left((55, 90)) == ["18:00-18:55"]
    assert left((-10, 90)) == left((0, 75)) == []
    # Nine minutes between are too short for a session, ten are not.
    assert left((0, 30), (39, 75)) == []
    assert left((0, 30), (40, 75)) == ["18:30-18:40"]
    assert left((20, 30), (45, 55)) == ["18:00-18:20", "18:30-18:45", "18:55-19:15"]


def test_a_busy_night_takes_the_evening_and_the_morning() -> None:
    busy = (Busy(start=moment(0, 18, 30), end=moment(1, 18, 15)),)
    assert free(0, busy=busy) == ["18:00-18:30"]
    assert free(1, busy=busy) == ["18:15-19:15"]
    assert free(2, busy=busy) == ["18:00-19:15"]


@pytest.mark.parametrize(
    ("caps", "longest"),
    [
        ([], 75),
        ([(40, True, True)], 40),
        ([(40, True, True), (30, True, True)], 30),
        ([(90, True, True)], 75),
        # Of a part of a session, and in no week of the plan.
        ([(40, False, True)], 75),
        ([(40, True, False)], 75),
    ],
)
def test_only_caps_on_whole_sessions_count(
    caps, longest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each cap: minutes, whether it is on everything, whether it holds in week 6."""
    case = case_of(valid())
    made = [
        SimpleNamespace(
            body=SimpleNamespace(value=value, target=SimpleNamespace(any=whole)), holds=holds
        )
        for value, whole, holds in caps
    ]
    named = ("cap", "minutes_per_session", 6)
    monkeypatch.setattr(case.firings, "limits", lambda *key: made if key == named else [])
    monkeypatch.setattr(type(case), "applies", lambda _, cap, week: cap.holds and week == 6)
    assert longest_session_of(case, (moment(0, 18), moment(0, 19, 15))) == longest


@pytest.mark.parametrize(
    ("wake", "bed", "spans"),
    [
        ("06:30", "22:30", ["06:30-07:00", "21:00-22:30"]),
        (None, "22:30", ["04:00-07:00", "21:00-22:30"]),
        ("06:30", None, ["06:30-07:00", "21:00-23:30"]),
        (None, None, ["04:00-07:00", "21:00-23:30"]),
        # Bed after midnight, or at the very hour of waking: the evening is free.
        ("06:30", "01:00", ["06:30-07:00", "21:00-23:30"]),
        ("06:30", "06:30", ["06:30-07:00", "21:00-23:30"]),
        ("06:30", "06:31", []),
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
