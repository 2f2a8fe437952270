import datetime as dt

import pytest
from msgspec.structs import replace

from planner.domain.plan import Session
from planner.errors import BadInput
from planner.export.times import clock, is_zone, moments
from tests.support.sample_plan import item, session


def at(date: str, start: str, end: str, zone: str = "Europe/Berlin") -> Session:
    day = dt.date.fromisoformat(date)
    return replace(session(item()), date=day, start=start, end=end, timezone=zone)


def utc(*moments: dt.datetime) -> list[str]:
    return [moment.astimezone(dt.UTC).strftime("%d %H:%M") for moment in moments]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("06:30", 390), ("00:00", 0), ("24:10", 1450), ("6:30", None), ("06:60", None), ("", None)],
)
def test_clock_times(text: str, minutes: int | None) -> None:
    assert clock(text) == (None if minutes is None else dt.timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Berlin", True),
        ("UTC", True),
        ("Mars/Olympus", False),
        ("../etc/passwd", False),
        ("/etc/passwd", False),
        ("Europe", False),
        ("", False),
        ("Europe/Berlin\n", False),
        ("a\0b", False),
    ],
)
def test_zones(name: str, known: bool) -> None:
    assert is_zone(name) is known


def test_a_session_keeps_its_wall_time_across_the_change_of_the_clocks() -> None:
    assert utc(*moments(at("2027-03-27", "07:30", "08:05"))) == ["27 06:30", "27 07:05"]
    assert utc(*moments(at("2027-03-28", "07:30", "08:05"))) == ["28 05:30", "28 06:05"]


@pytest.mark.parametrize("end", ["00:10", "24:10"])
def test_an_end_past_midnight_is_on_the_next_day(end: str) -> None:
    assert utc(*moments(at("2027-01-10", "23:30", end))) == ["10 22:30", "10 23:10"]


def test_a_time_that_happens_twice_means_the_first() -> None:
    assert utc(*moments(at("2027-10-31", "02:15", "02:45"))) == ["31 00:15", "31 00:45"]


@pytest.mark.parametrize(
    ("start", "end", "zone", "said"),
    [
        ("02:30", "03:30", "Europe/Berlin", "02:30 on 2027-03-28 does not exist"),
        ("01:30", "02:30", "Europe/Berlin", "02:30 on 2027-03-28 does not exist"),
        ("soon", "02:30", "Europe/Berlin", "no valid start"),
        ("01:30", "02:30", "Mars/Olympus", "timezone"),
    ],
)
def test_a_time_that_is_none_is_refused(start: str, end: str, zone: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        moments(at("2027-03-28", start, end, zone))
