"""Local dates and clock times of a plan to moments, with a clear problem where there is none."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from planner.domain.plan import Session
from planner.errors import BadInput, Problem
from planner.told import told

_CLOCK = re.compile(r"([0-4]\d):([0-5]\d)", re.ASCII)
DAY = dt.timedelta(days=1)


def clock(text: str) -> dt.timedelta | None:
    """Time since midnight of `HH:MM`, which may run past 24:00; None for any other text."""
    found = _CLOCK.fullmatch(text)
    return dt.timedelta(hours=int(found[1]), minutes=int(found[2])) if found else None


def is_zone(name: str) -> bool:
    """The time zone data knows the name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def moments(session: Session) -> tuple[dt.datetime, dt.datetime]:
    """Start and end of a session, aware; an end at or before the start is on the next day.

    A wall time that happens twice means the first time (RFC 5545, 3.3.5).

    Raises:
        BadInput: no valid clock time or zone, or a wall time that the clocks leave out.
    """
    start, end = clock(session.start), clock(session.end)
    if start is None or end is None or not is_zone(session.timezone):
        raise _wrong(session, told("has no valid start, end or timezone; write them as in 06:30"))
    if end <= start:
        end += DAY
    return _moment(session, start), _moment(session, end)


def _moment(session: Session, since_midnight: dt.timedelta) -> dt.datetime:
    zone = ZoneInfo(session.timezone)
    wall = dt.datetime.combine(session.date, dt.time()) + since_midnight
    moment = wall.replace(tzinfo=zone)
    if moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise _wrong(
            session,
            told(
                "{wall:%H:%M on %Y-%m-%d} does not exist: the clocks go forward; move it", wall=wall
            ),
        )
    return moment


def _wrong(session: Session, text: str) -> BadInput:
    return BadInput([Problem("plan", 0, f"sessions.{session.key}", text)])
