"""Reads a calendar with libical 3 and its restriction check; run with the system's Python.

usage: libical.py FILE; prints JSON {uid: [start, end]}, times in UTC, days as dates
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def main(file: str) -> None:
    calendar = ICalGLib.Component.new_from_string(Path(file).read_bytes().decode())
    if calendar is None or calendar.count_errors():
        sys.exit("libical finds syntax errors")
    if not calendar.check_restrictions():
        sys.exit("libical finds broken restrictions (RFC 5546)")
    utc = ICalGLib.Timezone.get_utc_timezone()
    found = {}
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        times = (event.get_dtstart(), event.get_dtend())
        found[event.get_uid()] = [
            (time if time.is_date() else time.convert_to_zone(utc)).as_ical_string()
            for time in times
        ]
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    print(json.dumps(found))


main(sys.argv[1])
