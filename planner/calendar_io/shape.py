"""The bytes of a calendar file: whole, bounded and properly nested before anything parses them."""

from __future__ import annotations

import re

from planner.calendar_io import limits
from planner.told import told

_BOM = b"\xef\xbb\xbf"
_MARK = re.compile(rb"(BEGIN|END):([A-Z0-9-]{1,64})[ \t\r]*", re.IGNORECASE)


class NotReadable(Exception):
    """The whole file is refused; `line` is 1-based, 0 for the whole file."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(reason)


def event_lines(raw: bytes) -> tuple[int, ...]:
    """Lines on which the events begin, in the order of the file.

    Raises:
        NotReadable: no calendar, cut off, too large, or nested wrongly.
    """
    if len(raw) > limits.FILE_BYTES:
        raise NotReadable(0, told("the file is larger than {most} bytes", most=limits.FILE_BYTES))
    if not raw.removeprefix(_BOM).lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        raise NotReadable(0, told("this is no calendar: it does not begin with BEGIN:VCALENDAR"))
    events: list[int] = []
    parents: list[bytes] = []
    for number, line in enumerate(raw.removeprefix(_BOM).split(b"\n"), start=1):
        if len(line) > limits.LINE_BYTES:
            raise NotReadable(
                number,
                told("the line is longer than {most} bytes", most=limits.LINE_BYTES),
            )
        mark = _MARK.fullmatch(line)
        if mark is not None:
            _step(number, mark, parents)
            if mark[1].upper() == b"BEGIN" and mark[2].upper() == b"VEVENT":
                events.append(number)
        elif not parents and line.strip():
            raise NotReadable(number, told("something stands outside of BEGIN:VCALENDAR"))
    if parents:
        raise NotReadable(0, told("the file is cut off: a BEGIN has no END; export it again"))
    if len(events) > limits.EVENTS:
        raise NotReadable(0, told("the file holds more than {most} events", most=limits.EVENTS))
    return tuple(events)


def _step(number: int, mark: re.Match[bytes], parents: list[bytes]) -> None:
    name = mark[2].upper()
    if mark[1].upper() == b"BEGIN":
        if not parents and name != b"VCALENDAR":
            raise NotReadable(number, told("something stands outside of BEGIN:VCALENDAR"))
        parents.append(name)
        if len(parents) > limits.NESTING:
            raise NotReadable(number, told("the parts of the file are nested too deeply"))
    elif not parents or parents.pop() != name:
        raise NotReadable(
            number, told("the file is damaged: this END has no BEGIN; export it again")
        )
