"""Events of ours in calendars that others wrote: only those, and only times and a digest."""

from __future__ import annotations

import pytest

from planner.calendar_io import read_own
from planner.calendar_io.essence import seen_in
from planner.calendar_io.expand import ZoneInfo
from planner.errors import BadInput

HOST = "ours.invalid"
BERLIN = ZoneInfo("Europe/Berlin")


def calendar(*lines: str, uid: str = f"a@{HOST}") -> bytes:
    body = "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


TIMED = ("DTSTART;TZID=Europe/Berlin:20270301T073000", "DTEND;TZID=Europe/Berlin:20270301T080000")
SAME = {
    "UTC": ("DTSTART:20270301T063000Z", "DTEND:20270301T070000Z"),
    "floating": ("DTSTART:20270301T073000", "DTEND:20270301T080000"),
    "a duration": ("DTSTART;TZID=Europe/Berlin:20270301T073000", "DURATION:PT30M"),
    "another zone": (
        "DTSTART;TZID=America/New_York:20270301T013000", "DTEND;TZID=Europe/Berlin:20270301T080000",
    ),
    "marks of programs": (
        *TIMED, "SEQUENCE:7", "DTSTAMP:20300101T000000Z", "X-MOZ-LASTACK:20300101T000000Z",
        "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", "DESCRIPTION:x", "END:VALARM",
    ),
}  # fmt: skip
OTHER = {
    "moved": ("DTSTART:20270301T063100Z", "DTEND:20270301T070000Z"),
    "shorter": ("DTSTART:20270301T063000Z", "DTEND:20270301T065900Z"),
    "renamed": (*TIMED, "SUMMARY:Gym"),
    "with a place": (*TIMED, "LOCATION:Gym"),
    "a whole day": ("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_is_the_same_however_it_is_written(name: str) -> None:
    (one,), (other,) = (
        seen_in(calendar(*TIMED), HOST, BERLIN),
        seen_in(calendar(*SAME[name]), HOST, BERLIN),
    )
    assert (other.times, other.words, other.start) == (one.times, one.words, one.start)
    assert not one.fault


@pytest.mark.parametrize("name", OTHER)
def test_what_a_person_changes_is_another(name: str) -> None:
    (one,), (other,) = (
        seen_in(calendar(*TIMED), HOST, BERLIN),
        seen_in(calendar(*OTHER[name]), HOST, BERLIN),
    )
    assert (other.times, other.words) != (one.times, one.words)


@pytest.mark.parametrize("lines", [
    (*TIMED, "RRULE:FREQ=DAILY"), (*TIMED, "RECURRENCE-ID:20270301T063000Z"),
    ("SUMMARY:no start",), ("DTSTART:20270301T063000Z",), ("DTSTART:garbage", "DTEND:garbage"),
    ("DTSTART;TZID=Mars/Olympus:20270301T073000", "DURATION:PT30M"), (*TIMED, "SEQUENCE:many"),
])  # fmt: skip
def test_what_cannot_be_told_has_a_fault(lines: tuple[str, ...]) -> None:
    (seen,) = seen_in(calendar(*lines), HOST, BERLIN)
    assert seen.fault
    assert (seen.start, seen.times) == (None, "")


def test_nothing_of_other_events_comes_out_of_the_child() -> None:
    raw = calendar(*TIMED, "SUMMARY:Geheim") + calendar(*TIMED, uid="b@example.org")
    raw += calendar(*TIMED, uid=f"c@not{HOST}") + calendar(*TIMED, uid=f"d@{HOST}.example")
    (seen,) = read_own(raw, "x.ics", HOST, "Europe/Berlin")
    assert seen.uid == f"a@{HOST}"
    assert "Geheim" not in repr(seen)


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 100, calendar(*TIMED)[:-20], b"BEGIN:VCALENDAR\r\nX\r\nEND:VCALENDAR\r\n"]
)
def test_a_broken_calendar_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput, match=r"x\.ics"):
        read_own(raw, "x.ics", HOST, "Europe/Berlin")
