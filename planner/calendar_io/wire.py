"""What the child process that reads a calendar tells its parent."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class Answer(Struct, frozen=True, kw_only=True):
    """Local busy spans and notes (line, text); or why the file is refused."""

    busy: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    refused: tuple[int, str] | None = None
