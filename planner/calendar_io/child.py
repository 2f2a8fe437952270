"""The process that reads a calendar: bounded, without network, and quiet.

Standard input is the file; the arguments are the first and the last date (exclusive) and the time
zone; standard output is an `Answer`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from zoneinfo import ZoneInfo

import msgspec

from planner.calendar_io import limits
from planner.calendar_io.shape import NotReadable
from planner.calendar_io.wire import Answer


def main() -> None:
    """Read, and answer in any case that Python survives."""
    _fence()
    start, end, zone = sys.argv[1:]
    try:
        answer = _read(sys.stdin.buffer.read(), start, end, ZoneInfo(zone))
    except NotReadable as error:
        answer = Answer(refused=(error.line, error.reason))
    except MemoryError:
        answer = Answer(refused=(0, "reading it takes too much memory"))
    except RecursionError:
        answer = Answer(refused=(0, "it is nested too deeply"))
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def _read(raw: bytes, start: str, end: str, zone: ZoneInfo) -> Answer:
    from planner.calendar_io.expand import Reader
    from planner.calendar_io.spans import to_local, to_utc

    dates = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    reader = Reader((to_utc(dates[0], zone), to_utc(dates[1], zone)), zone)
    busy = to_local(reader.busy(raw), zone)
    notes = sorted(set(reader.notes))
    if len(notes) > limits.NOTES:
        more = len(notes) - limits.NOTES
        notes = [*notes[: limits.NOTES], (0, f"{more} more events were not understood")]
    return Answer(busy=tuple(busy), notes=tuple(notes))


def _fence() -> None:
    """Limits of the system, where it has them; the parent's clock holds everywhere."""
    sys.addaudithook(_refuse_network)
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    for kind, value in (
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # already lower
            resource.setrlimit(kind, (value, value))


def _refuse_network(event: str, _: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("a calendar is read without network")


if __name__ == "__main__":
    main()
