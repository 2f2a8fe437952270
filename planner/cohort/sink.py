"""Intakes written as a file or folder that `planner cohort` reads, one after the other."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from planner.cohort.extra import arrow
from planner.cohort.people import COLUMN
from planner.documents import refuse_unwritable, write_all
from planner.documents.write import FILE_MODE, FOLDER_MODE
from planner.errors import OutputError

AT_ONCE = 1000
Plain = dict[str, Any]


def write_intakes(intakes: Iterable[Plain], place: Path) -> None:
    """Write everybody; a folder where the name has no suffix.

    Raises:
        OutputError: it is there already, is of no known kind or cannot be written.
    """
    if place.exists():
        raise OutputError(place, "is there already; name another file with -o")
    if not place.suffix:
        for intake in intakes:
            write_all({place / f"{intake['id']}.json": msgspec.json.format(_json(intake))})
        return
    if place.suffix not in _WRITERS:
        kinds = ", ".join(_WRITERS)
        raise OutputError(place, f"is of no known kind; use {kinds}, or no suffix for a folder")
    refuse_unwritable(place.parent)
    place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    with _whole(place) as file:
        _WRITERS[place.suffix](intakes, file)


@contextmanager
def _whole(place: Path) -> Iterator[BinaryIO]:
    """A file, readable by its owner only, that is there as a whole or not at all."""
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
    except OSError as error:
        raise OutputError(place, f"cannot be written ({error.strerror})") from None
    finally:
        temporary.unlink(missing_ok=True)


def _lines(intakes: Iterable[Plain], file: BinaryIO) -> None:
    for intake in intakes:
        file.write(_json(intake) + b"\n")


def _rows(intakes: Iterable[Plain], file: BinaryIO) -> None:
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["id", COLUMN])
    rows.writerows([intake["id"], _json(intake).decode()] for intake in intakes)
    text.detach()


def _table(intakes: Iterable[Plain], file: BinaryIO) -> None:
    schema = arrow().schema([("id", arrow().string()), (COLUMN, arrow().string())])
    rest = iter(intakes)
    with arrow().parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rest, AT_ONCE)):
            columns = [[intake["id"] for intake in some], [_json(one).decode() for one in some]]
            writer.write_table(arrow().table(columns, schema=schema))


def _json(intake: Plain) -> bytes:
    return msgspec.json.encode(intake)


_WRITERS: Mapping[str, Callable[[Iterable[Plain], BinaryIO], None]] = {
    ".jsonl": _lines,
    ".csv": _rows,
    ".parquet": _table,
}
