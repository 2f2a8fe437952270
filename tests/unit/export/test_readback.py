import datetime as dt
import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from planner.errors import AuditViolation
from planner.explain import messages_of
from planner.export import to_ics, verify_ics
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan

MESSAGES = messages_of(load_catalog())
PLAN = calendar_plan()
DATA = to_ics(PLAN, MESSAGES)
FIRST = re.compile(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", re.DOTALL)


@pytest.mark.parametrize("discreet", [False, True])
def test_what_is_written_is_read_back(discreet: bool) -> None:
    verify_ics(to_ics(PLAN, MESSAGES, discreet=discreet), PLAN)


@pytest.mark.parametrize(
    ("name", "date"),
    [("Africa/Casablanca", "2027-02-10"), ("Europe/Dublin", "2027-06-01"), ("UTC", "2027-06-01")],
)
def test_other_zones_are_read_back(name: str, date: str) -> None:
    session = replace(PLAN.sessions[0], timezone=name, date=dt.date.fromisoformat(date))
    plan = replace(PLAN, sessions=(session,))
    verify_ics(to_ics(plan, MESSAGES), plan)


FAULTS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a session at another time": (
        "w01-strength-0 has another time",
        lambda data: data.replace(b"20270301T073000", b"20270301T074500"),
    ),
    "a session with another end": (
        "w01-strength-0 has another time",
        lambda data: data.replace(b"20270301T080500", b"20270301T080600"),
    ),
    "a day on another date": (
        "w01-d1-allday has another time",
        lambda data: data.replace(b"DATE:20270301", b"DATE:20270228"),
    ),
    "a day of two days": (
        "w01-d1-allday has another time",
        lambda data: data.replace(b"DTEND;VALUE=DATE:20270302", b"DTEND;VALUE=DATE:20270303"),
    ),
    "another zone": (
        "w01-strength-0 has another time",
        lambda data: data.replace(b"Berlin:20270301T", b"London:20270301T"),
    ),
    "a rule of a zone that is wrong": (
        "has another time",
        lambda data: data.replace(b"BYMONTH=3;BYDAY=-1SU", b"BYMONTH=4;BYDAY=-1SU"),
    ),
    "an event missing": ("w01-d1-allday is missing", lambda data: FIRST.sub(b"", data, 1)),
    "an event twice": (
        "an event too many",
        lambda data: data.replace(b"END:VCALENDAR", FIRST.findall(data)[0] + b"END:VCALENDAR"),
    ),
    "a foreign event": (
        "an event too many",
        lambda data: re.sub(rb"UID:[0-9a-f]{8}", b"UID:00000000", data, count=1),
    ),
    "cut off": ("cut off", lambda data: data[: len(data) // 2]),
    "empty": ("cut off", lambda data: b""),
    "bare line feeds": ("CRLF", lambda data: data.replace(b"\r\nVERSION", b"\nVERSION")),
    "a bare carriage return": ("CRLF", lambda data: data.replace(b"Exercise", b"Exer\rcise", 1)),
    "a long line": ("longer than 75", lambda data: data.replace(b"\r\n ", b"", 1)),
    "a control character": ("control", lambda data: data.replace(b"Exercise", b"Exer\x00cise", 1)),
    "no calendar": (
        "cannot be read back",
        lambda data: b"hello\r\nEND:VCALENDAR\r\n",
    ),
}


@pytest.mark.parametrize(("said", "damage"), FAULTS.values(), ids=FAULTS)
def test_every_difference_is_found(said: str, damage: Callable[[bytes], bytes]) -> None:
    damaged = damage(DATA)
    assert damaged != DATA
    with pytest.raises(AuditViolation, match=said):
        verify_ics(damaged, PLAN)


def test_many_differences_are_counted() -> None:
    with pytest.raises(AuditViolation, match="and 115 more"):
        verify_ics(to_ics(replace(PLAN, sessions=(), all_day=()), MESSAGES), PLAN)
