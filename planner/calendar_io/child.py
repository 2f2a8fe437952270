"""The process that reads a calendar: bounded, without network, and quiet.

Standard input is the file; standard output is an `Answer`. The arguments are `busy`, the first and
the last date (exclusive) and the time zone; or `own`, the host of UIDs and the time zone. Before
them stands the language in which faults are told.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from planner.calendar_io import limits
from planner.calendar_io.shape import NotReadable, event_lines
from planner.calendar_io.wire import BUSY, Answer
from planner.told import SPOKEN, told


def main() -> None:
    """Read, and answer in any case that Python survives."""
    _fence()
    spoken, kind, *words, zone = sys.argv[1:]
    SPOKEN.set(spoken)
    read: Callable[..., Answer] = _read_busy if kind == BUSY else _read_own
    try:
        answer = read(sys.stdin.buffer.read(), *words, ZoneInfo(zone))
    except NotReadable as error:
        answer = Answer(refused=(error.line, error.reason))
    except MemoryError:
        answer = Answer(refused=(0, told("reading it takes too much memory")))
    except RecursionError:
        answer = Answer(refused=(0, told("it is nested too deeply")))
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def _read_own(raw: bytes, host: str, zone: ZoneInfo) -> Answer:
    import warnings

    from planner.calendar_io.essence import seen_in

    event_lines(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they repeat words of the file
        try:
            return Answer(seen=seen_in(raw, host, zone))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            reason = told(
                "a line of the file is no calendar text ({kind})", kind=type(error).__name__
            )
            raise NotReadable(0, reason) from None


def _read_busy(raw: bytes, start: str, end: str, zone: ZoneInfo) -> Answer:
    from planner.calendar_io.expand import Reader
    from planner.calendar_io.spans import to_local, to_utc

    dates = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    reader = Reader((to_utc(dates[0], zone), to_utc(dates[1], zone)), zone)
    busy = to_local(reader.busy(raw), zone)
    notes = sorted(set(reader.notes))
    if len(notes) > limits.NOTES:
        more = len(notes) - limits.NOTES
        notes = [
            *notes[: limits.NOTES],
            (0, told("{more} more events were not understood", more=more)),
        ]
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
