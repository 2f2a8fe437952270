"""A plan as an iCalendar file (RFC 5545, names and refresh interval from RFC 7986).

Written for the calendars that people use: one event for each session in the wall time of its zone,
the zone's rules before the events, no recurrence, no METHOD (calendar servers refuse it in stored
files), at most one alarm. Nothing depends on the clock: the same plan gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from planner.domain.plan import Plan
from planner.errors import BadInput, Problem
from planner.explain.messages import Messages
from planner.export.content import escaped, to_bytes
from planner.export.describe import plan_text
from planner.export.events import Event, event_uid, events_of
from planner.export.text import one_line
from planner.export.times import is_zone
from planner.export.vtimezone import vtimezone
from planner.told import told

PRODID = "-//rehab-planner//planner//EN"
REFRESH = "PT12H"
ALARM = "-PT30M"
NAME_CHARS = 60
WARN_BYTES = 400 * 1024


def to_ics(
    plan: Plan,
    messages: Messages,
    *,
    discreet: bool = False,
    sequence: Mapping[str, int] | None = None,
    cancelled: Sequence[Event] = (),
) -> bytes:
    """The plan as one VCALENDAR.

    An event's CREATED is midnight UTC of the day of the assessment; DTSTAMP and LAST-MODIFIED
    are later by one minute for each step of its SEQUENCE, so that an event that did not change
    keeps its bytes.

    Args:
        plan: the plan.
        messages: sentences of the catalog.
        discreet: say nothing about health: neutral titles, no descriptions, no keys.
        sequence: SEQUENCE by key of the event; default is the plan's revision less one.
        cancelled: events of an earlier revision, shown as withdrawn (STATUS:CANCELLED).

    Raises:
        BadInput: a session has no valid time or zone.
    """
    if not is_zone(plan.request.timezone):
        text = told("is no time zone of the IANA database, such as Europe/Berlin")
        raise BadInput([Problem("plan", 0, "request.timezone", text)])
    events = events_of(plan, messages)
    numbers = sequence or {}
    zones = _zones(plan, [*events, *cancelled])
    lines = ["BEGIN:VCALENDAR", *_head(plan, messages, discreet=discreet), *zones]
    for event in events:
        number = numbers.get(event.key, plan.revision - 1)
        lines += _event(plan, event, number, messages, discreet=discreet)
    for event in cancelled:
        number = numbers.get(event.key, plan.revision - 1)
        lines += _event(plan, event, number, messages, discreet=discreet, is_on=False)
    return to_bytes([*lines, "END:VCALENDAR"])


def to_resource(
    plan: Plan, event: Event, messages: Messages, number: int, *, discreet: bool = True
) -> bytes:
    """One event as a calendar server keeps it (RFC 4791, 4.1): alone, with its zone, no METHOD.

    Args:
        plan: the plan that the event is of.
        event: one of `events_of`.
        messages: sentences of the catalog.
        number: its SEQUENCE.
        discreet: as in `to_ics`.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN"]
    if isinstance(event.start, dt.datetime):
        lines += vtimezone(str(event.start.tzinfo), event.start.year, event.end.year)
    lines += _event(plan, event, number, messages, discreet=discreet)
    return to_bytes([*lines, "END:VCALENDAR"])


def size_warning(data: bytes) -> str | None:
    """A remark if some calendars may refuse the file for its size; otherwise None."""
    if len(data) <= WARN_BYTES:
        return None
    kilobytes = len(data) // 1024
    return told(
        "the calendar file has {kilobytes} KiB and some online calendars refuse large"
        " files; the discreet form is smaller",
        kilobytes=kilobytes,
    )


def _head(plan: Plan, messages: Messages, *, discreet: bool) -> list[str]:
    key = "calendar.discreet_name" if discreet else "calendar.name"
    name = escaped(one_line(messages.say(key), NAME_CHARS))
    lines = [
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"X-WR-TIMEZONE:{plan.request.timezone}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    if not discreet:
        about = escaped(plan_text(plan, messages))
        lines += [f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}"]
    return lines


def _zones(plan: Plan, events: Sequence[Event]) -> Iterator[str]:
    """A VTIMEZONE for each zone in use, for the years of the timed events."""
    years = [
        moment.year for event in events if event.is_timed for moment in (event.start, event.end)
    ]
    for zone in dict.fromkeys(session.timezone for session in plan.sessions):
        yield from vtimezone(zone, min(years), max(years))


def _event(
    plan: Plan,
    event: Event,
    number: int,
    messages: Messages,
    *,
    discreet: bool,
    is_on: bool = True,
) -> list[str]:
    created = dt.datetime.combine(plan.request.assessed_on, dt.time())
    changed = created + dt.timedelta(minutes=number)
    busy = event.is_timed and is_on
    summary = messages.say("calendar.discreet_summary") if discreet else event.summary
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event_uid(plan.plan_id, event.key)}",
        f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}",
        f"CREATED:{created:%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{changed:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{number}",
        _moment("DTSTART", event.start),
        _moment("DTEND", event.end),
        f"SUMMARY:{escaped(summary)}",
        f"STATUS:{'CONFIRMED' if is_on else 'CANCELLED'}",
        "CLASS:PRIVATE",
        f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}",
        f"X-MICROSOFT-CDO-BUSYSTATUS:{'BUSY' if busy else 'FREE'}",
        f"X-MICROSOFT-CDO-ALLDAYEVENT:{'FALSE' if event.is_timed else 'TRUE'}",
    ]
    if not discreet:
        name = "X-REHAB-KEY" if event.is_timed else "X-REHAB-KEYS"
        keys = ",".join(one_line(key, NAME_CHARS) for key in event.keys)
        lines += [
            f"DESCRIPTION:{escaped(event.description)}",
            f"CATEGORIES:{escaped(messages.say('calendar.category'))}",
            f"{name}:{escaped(keys)}",
        ]
    if busy:
        words = messages.say("calendar.discreet_alarm") if discreet else event.summary
        lines += _alarm(words)
    return [*lines, "END:VEVENT"]


def _alarm(words: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{ALARM}",
        f"DESCRIPTION:{escaped(words)}",
        "END:VALARM",
    ]


def _moment(name: str, value: dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return f"{name};VALUE=DATE:{value:%Y%m%d}"
    return f"{name};TZID={value.tzinfo}:{value:%Y%m%dT%H%M%S}"
