"""What an event says, in a form that does not change when a server or a program rewrites it.

Left out is what programs change on their own: stamps, numbers, alarms, extensions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from planner.calendar_io.spans import to_utc
from planner.calendar_io.wire import Seen
from planner.told import later, told

_WORDS = ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "CLASS")
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID", "EXRULE")
_UNREADABLE = later("its time cannot be read")
_REPEATED = later("it repeats or stands there more than once")


def seen_in(raw: bytes, host: str, zone: ZoneInfo) -> tuple[Seen, ...]:
    """The events of a calendar whose UID ends in `@host`, in the order of the file."""
    suffix = f"@{host}"
    calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    own = [event for event in events if str(event.get("UID", "")).endswith(suffix)]
    uids = [str(event["UID"]) for event in own]
    found: dict[str, Seen] = {}
    for uid, event in zip(uids, own, strict=True):
        if uids.count(uid) > 1:
            found[uid] = Seen(uid=uid, fault=told(_REPEATED))
        else:
            found[uid] = _seen(uid, event, zone)
    return tuple(found.values())


def _seen(uid: str, event: Any, zone: ZoneInfo) -> Seen:  # noqa: ANN401
    if any(name in event for name in _REPEATS):
        return Seen(uid=uid, fault=told(_REPEATED))
    try:
        start, end = _moments(event)
        sequence = int(event.get("SEQUENCE", 0))
    except Exception:
        # Broken values surface wherever they are touched; their words are private.
        return Seen(uid=uid, fault=told(_UNREADABLE))
    if start is None or end is None:
        return Seen(uid=uid, fault=told(_UNREADABLE))
    is_day = not isinstance(start, dt.datetime)
    return Seen(
        uid=uid,
        sequence=max(0, sequence),
        start=_wall(start, zone),
        end=_wall(end, zone),
        whole_days=is_day,
        cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        times=f"{_text(start, zone)}/{_text(end, zone)}",
        words=_words(event),
    )


def _moments(event: Any) -> tuple[dt.date | None, dt.date | None]:  # noqa: ANN401
    """Start and end; None for a time whose zone is not known, or that is broken."""
    start = event["DTSTART"]
    if isinstance(start.dt, dt.datetime) and start.dt.tzinfo is None and "TZID" in start.params:
        return None, None
    if "DTEND" in event:
        end = event["DTEND"]
        if isinstance(end.dt, dt.datetime) and end.dt.tzinfo is None and "TZID" in end.params:
            return None, None
        return start.dt, end.dt
    if "DURATION" in event:
        length = event["DURATION"].dt
        if isinstance(start.dt, dt.datetime) and start.dt.tzinfo is not None:
            return start.dt, (start.dt.astimezone(dt.UTC) + length).astimezone(start.dt.tzinfo)
        return start.dt, start.dt + length
    return start.dt, None if isinstance(start.dt, dt.datetime) else start.dt + dt.timedelta(days=1)


def _wall(moment: dt.date, zone: ZoneInfo) -> dt.datetime:
    """On the clock of `zone`, in whole minutes; a date is its midnight."""
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time())
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.replace(tzinfo=None, second=0, microsecond=0)


def _text(moment: dt.date, zone: ZoneInfo) -> str:
    if not isinstance(moment, dt.datetime):
        return f"{moment:%Y%m%d}"
    return f"{to_utc(moment, zone):%Y%m%dT%H%M%SZ}"


def _words(event: Any) -> str:  # noqa: ANN401
    total = hashlib.sha256()
    for name in _WORDS:
        value = str(event.get(name, "")).replace("\r\n", "\n").strip()
        total.update(f"{name}={len(value)}={value}\n".encode("utf-8", "backslashreplace"))
    return total.hexdigest()
