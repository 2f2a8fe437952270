"""What the child process that reads a calendar tells its parent."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

BUSY, OWN = "busy", "own"


class Seen(Struct, frozen=True, kw_only=True):
    """An event of ours as it stands in somebody's calendar.

    Attributes:
        start, end: by the clock of the plan; midnights for an event of whole days.
        times: both moments, to compare; equal for equal moments.
        words: digest of what it says, not of when it is.
        fault: why its time cannot be told; empty if it can.
    """

    uid: str
    sequence: int = 0
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    whole_days: bool = False
    cancelled: bool = False
    times: str = ""
    words: str = ""
    fault: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """Local busy spans, or events of ours; notes (line, text); or why the file is refused."""

    busy: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    seen: tuple[Seen, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    refused: tuple[int, str] | None = None
