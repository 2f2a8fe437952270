"""The request and the person's calendar: plan, windows, busy times, days away, sleep."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import available_timezones

from planner.domain.intake import Away, Busy, BusyCalendar, PlanRequest, Sleep, Window
from planner.intake.part import Part
from planner.intake.words import not_one_of
from planner.told import told

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AWAY_KINDS = ("travel", "illness", "holiday")
FEWEST_WEEKS, MOST_WEEKS = 1, 52
_FILE_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_id(part: Part) -> str | None:
    """A name that is safe as a file name on every system."""
    text = part.text()
    if text is None or (_FILE_SAFE.fullmatch(text) and not text.endswith(".")):
        return text
    part.bad(told("not safe as a file name; use up to 64 letters, digits, '-', '_' or '.'"))
    return None


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Names of all time zones; looking them up walks through many folders."""
    return frozenset(available_timezones())


def read_plan(part: Part) -> PlanRequest | None:
    """Read start, length, time zone and template of the plan that is asked for."""
    keys = part.mapping(
        ("start", "weeks", "timezone", "template"), required=("start", "weeks", "timezone")
    )
    start = keys["start"].date() if "start" in keys else None
    weeks = None
    if "weeks" in keys:
        weeks = keys["weeks"].number(FEWEST_WEEKS, MOST_WEEKS, "weeks", whole=True)
    zone = keys["timezone"].text() if "timezone" in keys else None
    if zone is not None and zone not in _zones():
        zones = sorted(_zones())
        keys["timezone"].bad(
            told("{unknown} (IANA names)", unknown=not_one_of(zone, zones, "time zone"))
        )
        zone = None
    template = keys["template"].text() if "template" in keys else None
    if start is None or weeks is None or zone is None:
        return None
    return PlanRequest(start=start, weeks=int(weeks), timezone=zone, template=template)


def read_availability(part: Part) -> tuple[Window, ...]:
    """Read the windows in which sessions may lie: weekly (`days`) or dated (`dates`)."""
    windows: list[Window] = []
    for entry in part.items():
        keys = entry.mapping(("days", "dates", "from", "to", "preferred"), required=("from", "to"))
        if not keys:
            continue
        if ("days" in keys) == ("dates" in keys):
            entry.bad(told("a window needs either 'days' or 'dates'"))
        days = keys["days"].words(WEEKDAYS, "weekday") if "days" in keys else ()
        dates = _dates(keys["dates"]) if "dates" in keys else ()
        span = _span(keys)
        preferred = keys["preferred"].flag() if "preferred" in keys else False
        if span is not None:
            windows.append(
                Window(
                    days=tuple(sorted(WEEKDAYS.index(day) for day in days)),
                    dates=dates,
                    start=span[0],
                    end=span[1],
                    preferred=bool(preferred),
                )
            )
    return tuple(windows)


def _span(keys: dict[str, Part]) -> tuple[dt.time, dt.time] | None:
    start = keys["from"].clock() if "from" in keys else None
    end = keys["to"].clock() if "to" in keys else None
    if start is None or end is None:
        return None
    if end <= start:
        keys["to"].bad(
            told("must be later than 'from'; split a window that passes midnight in two")
        )
        return None
    return start, end


def _dates(part: Part) -> tuple[dt.date, ...]:
    dates: list[dt.date] = []
    for entry in part.items():
        date = entry.date()
        if date is not None and date in dates:
            entry.bad(told("this date stands here twice"))
        elif date is not None:
            dates.append(date)
    return tuple(sorted(dates))


def read_busy(part: Part) -> tuple[Busy, ...]:
    """Read times that are taken."""
    found: list[Busy] = []
    for entry in part.items():
        keys = entry.mapping(("from", "to"), required=("from", "to"))
        start = keys["from"].moment() if "from" in keys else None
        end = keys["to"].moment() if "to" in keys else None
        if start is not None and end is not None:
            if end <= start:
                keys["to"].bad(told("must be later than 'from'"))
            found.append(Busy(start=start, end=end))
    return tuple(found)


def read_busy_calendars(part: Part) -> tuple[BusyCalendar, ...]:
    """Read the names of calendar files; what stands in them is read later."""
    names: list[str] = []
    for entry in part.items():
        name = entry.text()
        if name is not None and name in names:
            entry.bad(told("this file stands here twice"))
        elif name is not None:
            names.append(name)
    return tuple(BusyCalendar(file=name) for name in names)


def read_away(part: Part) -> tuple[Away, ...]:
    """Read days without training, both ends included."""
    found: list[Away] = []
    for entry in part.items():
        keys = entry.mapping(("from", "to", "kind"), required=("from", "to", "kind"))
        start = keys["from"].date() if "from" in keys else None
        end = keys["to"].date() if "to" in keys else None
        kind = keys["kind"].word(AWAY_KINDS, "kind") if "kind" in keys else None
        if start is None or end is None or kind is None:
            continue
        if end < start:
            keys["to"].bad(told("must not be before 'from'"))
        found.append(Away(start=start, end=end, kind=kind))
    return tuple(found)


def read_sleep(part: Part) -> tuple[Sleep, ...]:
    """Read sleep on single dates; a sleep that ends earlier than it starts ends the next day."""
    found: list[Sleep] = []
    for entry in part.items():
        keys = entry.mapping(("dates", "from", "to"), required=("dates", "from", "to"))
        dates = _dates(keys["dates"]) if "dates" in keys else ()
        start = keys["from"].clock() if "from" in keys else None
        end = keys["to"].clock() if "to" in keys else None
        if start is None or end is None:
            continue
        if start == end:
            keys["to"].bad(told("must differ from 'from'"))
        found.append(Sleep(dates=dates, start=start, end=end))
    return tuple(found)
