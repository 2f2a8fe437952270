"""Reads a calendar file back and compares it with the plan, before anything is called done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from planner.domain.plan import Plan
from planner.errors import AuditViolation
from planner.export.content import LINE_OCTETS
from planner.export.events import days_of, event_uid
from planner.export.times import DAY, clock
from planner.told import told

if TYPE_CHECKING:
    from icalendar import Calendar, Event

UTC = dt.UTC
SHOWN = 5
CANCELLED = "CANCELLED"
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Start and end: in UTC for a session, dates for a whole day.
Times = tuple[dt.date, dt.date]


def verify_ics(data: bytes, plan: Plan) -> None:
    """Every session and every day of the plan is in the file once, at its time, and nothing else.

    Times are read twice, by the name of the zone and by the rules of its VTIMEZONE, because
    calendars do either.

    Raises:
        AuditViolation: the file differs from the plan.
    """
    from icalendar import Calendar

    faults = list(_form(data))
    if not faults:
        try:
            calendar = Calendar.from_ical(data)
        except ValueError as reason:
            faults = [told("it cannot be read back ({reason})", reason=reason)]
        else:
            faults = list(_differences(calendar, plan))
    if faults:
        more = told(" and {count} more", count=len(faults) - SHOWN) if len(faults) > SHOWN else ""
        raise AuditViolation(
            told(
                "the calendar file differs from the plan: {faults}{more}",
                faults="; ".join(faults[:SHOWN]),
                more=more,
            )
        )


def _form(data: bytes) -> Iterator[str]:
    """Faults of the lines themselves (RFC 5545, 3.1)."""
    if not data.endswith(b"END:VCALENDAR\r\n"):
        yield told("it is cut off")
    if data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        yield told("a line does not end in CRLF")
    if any(len(line) > LINE_OCTETS for line in data.split(b"\r\n")):
        yield told("a line is longer than {most} octets", most=LINE_OCTETS)
    if _CONTROLS.search(data):
        yield told("it holds control characters")


def _differences(calendar: Calendar, plan: Plan) -> Iterator[str]:
    expected = dict(_expected(plan))
    zones = _Zones(calendar)
    seen: set[str] = set()
    for event in calendar.events:
        if str(event.get("STATUS")) == CANCELLED:
            yield from _withdrawn(str(event["UID"]), expected)
            continue
        uid = str(event["UID"])
        if uid in seen or uid not in expected:
            yield told("an event too many ({uid})", uid=uid)
            continue
        seen.add(uid)
        key, times = expected[uid]
        if any(found != times for found in zones.times(event)):
            yield told("{key} has another time", key=key)
    yield from (
        told("{key} is missing", key=key) for uid, (key, _) in expected.items() if uid not in seen
    )


def _withdrawn(uid: str, expected: Mapping[str, object]) -> Iterator[str]:
    """What is withdrawn from the calendar is no part of the plan."""
    if uid in expected:
        yield told("an event of the plan is withdrawn ({uid})", uid=uid)


def _expected(plan: Plan) -> Iterator[tuple[str, tuple[str, Times]]]:
    for session in plan.sessions:
        zone, midnight = ZoneInfo(session.timezone), dt.datetime.combine(session.date, dt.time())
        start, end = clock(session.start) or DAY, clock(session.end) or DAY
        until = midnight + (end if end > start else end + DAY)
        times = (
            (midnight + start).replace(tzinfo=zone).astimezone(UTC),
            until.replace(tzinfo=zone).astimezone(UTC),
        )
        yield event_uid(plan.plan_id, session.key), (session.key, times)
    for key, entries in days_of(plan).items():
        date = entries[0].date
        yield event_uid(plan.plan_id, key), (key, (date, date + DAY))


class _Zones:
    """The time zones of a file, by the rules that the file gives."""

    def __init__(self, calendar: Calendar) -> None:
        self.zones = {
            str(zone.tz_name): zone.to_tz(lookup_tzid=False) for zone in calendar.timezones
        }

    def times(self, event: Event) -> Iterator[Times]:
        """Start and end as named zones say, and as the rules in the file say."""
        start, end = event.DTSTART, event.DTEND
        if not isinstance(start, dt.datetime) or not isinstance(end, dt.datetime):
            yield start, end
            return
        yield start.astimezone(UTC), end.astimezone(UTC)
        zone = self.zones.get(str(event["DTSTART"].params.get("TZID")))
        yield (
            start.replace(tzinfo=zone).astimezone(UTC),
            end.replace(tzinfo=zone).astimezone(UTC),
        )
