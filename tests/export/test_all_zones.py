"""In every time zone, the rules of our VTIMEZONE alone give the times of the zone data."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest

from planner.export.vtimezone import vtimezone
from tests.support.calendar_readers import by_node

FIRST, LAST = 2026, 2027
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
# Not a zone of people: a link to the machine's own zone, and a placeholder.
NO_ZONES = {"localtime", "Factory"}


def walls(zone: ZoneInfo) -> list[dt.datetime]:
    """Mid-month mornings of two years, and noon on the days around each change."""
    found = [
        dt.datetime(year, month, 15, 7, 30) for year in (FIRST, LAST) for month in range(1, 13)
    ]
    noon = dt.datetime(FIRST, 1, 2, 12)
    while noon.year <= LAST:
        day = dt.timedelta(days=1)
        offsets = [(noon + day * n).replace(tzinfo=zone).utcoffset() for n in (-1, 0)]
        if offsets[0] != offsets[1]:
            found += [noon - day, noon, noon + day]
        noon += day
    return found


def document(name: str, times: list[dt.datetime]) -> str:
    events = [
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;TZID={name}:{time:%Y%m%dT%H%M%S}\r\nDTEND;TZID={name}:{time:%Y%m%dT%H%M%S}\r\n"
        "END:VEVENT\r\n"
        for number, time in enumerate(times)
    ]
    zone = "\r\n".join(vtimezone(name, FIRST, LAST))
    return f"{HEAD}{zone}\r\n{''.join(events)}END:VCALENDAR\r\n"


@pytest.mark.slow
def test_every_zone_has_the_times_of_the_zone_data() -> None:
    names = sorted(available_timezones() - NO_ZONES)
    times = {name: walls(ZoneInfo(name)) for name in names}
    found = by_node([document(name, times[name]) for name in names], "ical.js")
    wrong = []
    for name, result in zip(names, found, strict=True):
        moments = [wall.replace(tzinfo=ZoneInfo(name)).astimezone(dt.UTC) for wall in times[name]]
        want = {
            str(number): [f"{moment:%Y%m%dT%H%M%SZ}"] * 2 for number, moment in enumerate(moments)
        }
        if result["ical.js"] != want:
            wrong.append(name)
    assert len(names) > 400
    assert not wrong
