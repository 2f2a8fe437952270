"""Reads a calendar file in a child process, so that no file can hang or end the planner."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from planner.calendar_io import limits
from planner.calendar_io.wire import BUSY, OWN, Answer, Seen
from planner.documents.source import file_name, read_bytes
from planner.errors import BadInput, Problem
from planner.told import language, later, told

_TOO_LONG = later("reading it takes too long; export fewer events or a shorter time")


class Reading(Struct, frozen=True, kw_only=True):
    """What was read: digest of the file, busy spans of the local clock, and notes.

    Attributes:
        sha256: of the bytes of the file.
        busy: naive local start and end; sorted, neither overlapping nor touching.
        notes: what was not understood, as file, line and reason; never words of an event.
    """

    sha256: str
    busy: tuple[tuple[dt.datetime, dt.datetime], ...]
    notes: tuple[Problem, ...]


def read_calendar(path: Path | str, start: dt.date, end: dt.date, timezone: str) -> Reading:
    """Busy times of one iCalendar file.

    Args:
        path: the file; `-` is standard input.
        start: first date of the window.
        end: the date after the last one.
        timezone: IANA name; its clock is the local one, and that of floating times.

    Raises:
        BadInput: the file is missing, broken or too costly; it must not count as free time.
    """
    raw = read_bytes(path, limits.FILE_BYTES, BadInput)
    name = file_name(path)
    answer = _ask(raw, name, (BUSY, start.isoformat(), end.isoformat(), timezone))
    return Reading(
        sha256=hashlib.sha256(raw).hexdigest(),
        busy=answer.busy,
        notes=tuple(Problem(name, line, "", text) for line, text in answer.notes),
    )


def read_own(raw: bytes, name: str, host: str, timezone: str) -> tuple[Seen, ...]:
    """Events of ours in a calendar that somebody else may have changed.

    Args:
        raw: the calendar, from a file or a server.
        name: what messages call it.
        host: what the UIDs of our events end in.
        timezone: IANA name; its clock is that of the plan, and that of floating times.

    Raises:
        BadInput: the calendar is broken or too costly.
    """
    return _ask(raw, name, (OWN, host, timezone)).seen


def _ask(raw: bytes, name: str, arguments: tuple[str, ...]) -> Answer:
    answer = _answer(raw, arguments)
    if answer.refused is not None:
        raise BadInput([Problem(name, answer.refused[0], "", answer.refused[1])])
    return answer


def _answer(raw: bytes, arguments: tuple[str, ...]) -> Answer:
    # -P: no module of the current folder is ever run. The child sees the parent's packages.
    command = [sys.executable, "-P", "-m", "planner.calendar_io.child"]
    command += [language(), *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in _search_path() if p)}
    try:
        done = subprocess.run(
            command,
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback would hold words of the calendar
            timeout=limits.WALL_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(refused=(0, told(_TOO_LONG)))
    if done.returncode < 0:
        return Answer(refused=(0, told(_TOO_LONG)))
    try:
        return msgspec.json.decode(done.stdout, type=Answer)
    except msgspec.DecodeError:
        return Answer(refused=(0, told("the file cannot be read: its reader stopped")))


def _search_path() -> list[str]:
    """The parent's search path, made absolute; the folder of this package first."""
    return [str(Path(__file__).parents[2]), *(str(Path(p).absolute()) for p in sys.path if p)]
