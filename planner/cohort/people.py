"""The intakes of a cohort, one after the other: from a folder, JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from planner.cohort.extra import arrow
from planner.documents import USER_FILE_BYTES
from planner.documents.source import read_bytes
from planner.errors import BadInput, Problem

COLUMN = "intake"
FILES = (".yaml", ".yml", ".json")
# A cell that is not closed would swallow the rest of the file.
CELL_BYTES = 16 * USER_FILE_BYTES
AT_ONCE = 64
TOO_LARGE = "the intake is larger than 1 MB, the most that is read"


class Found(NamedTuple):
    """A document as it stands in the input."""

    name: str
    data: bytes
    fault: str = ""


class Person(Struct, frozen=True):
    """One intake of a cohort, not parsed yet.

    Attributes:
        number: place in the cohort, from 1.
        name: what messages call the intake: its file, or file and row.
        data: the document, YAML or JSON.
        folder: where the calendars are looked for that the intake names.
        fault: why the document could not be read; empty where it could.
    """

    number: int
    name: str
    data: bytes
    folder: str
    fault: str = ""

    def __repr__(self) -> str:
        """Nothing of the person: what logs hold must not say anything about anybody."""
        return f"Person({self.number})"

    @property
    def digest(self) -> str:
        """SHA-256 of the document."""
        return hashlib.sha256(self.data).hexdigest()


def people_of(place: Path) -> Iterator[Person]:
    """Everybody, in the order of the file or of the names in the folder.

    A document that cannot be read is handed on as it is: it is one person's fault, nobody else's.

    Raises:
        BadInput: there is no such file, it is of no known kind, or it cannot be read on.
    """
    folder = str((place if place.is_dir() else place.parent).resolve())
    number = 0
    for number, found in enumerate(_reader(place)(place), start=1):
        is_large = len(found.data) > USER_FILE_BYTES
        fault = TOO_LARGE if is_large else found.fault
        yield Person(number, found.name, found.data, folder, fault)
    if not number:
        raise BadInput([Problem(str(place), 0, "", "there is no intake in it")])


def count_of(place: Path) -> int:
    """How many there are.

    Raises:
        BadInput: as `people_of`.
    """
    if place.is_dir():
        return len(_names(place))
    if place.suffix == ".parquet" and place.is_file():
        with _opened(place) as file:
            return int(file.metadata.num_rows)
    return sum(1 for _ in _reader(place)(place))


def _reader(place: Path) -> Callable[[Path], Iterable[Found]]:
    if place.is_dir():
        return _files
    if not place.is_file():
        raise BadInput([Problem(str(place), 0, "", "there is no such file or folder")])
    if place.suffix not in _READERS:
        text = f"name a folder of intakes or a file that ends in {', '.join(_READERS)}"
        raise BadInput([Problem(str(place), 0, "", text)])
    return _READERS[place.suffix]


def _files(place: Path) -> Iterator[Found]:
    for name in _names(place):
        try:
            yield Found(name, read_bytes(place / name, USER_FILE_BYTES, BadInput))
        except BadInput as error:
            yield Found(name, b"", error.problems[0].text)


def _names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.suffix in FILES)


def _lines(place: Path) -> Iterator[Found]:
    with place.open("rb") as file:
        number = 0
        while line := file.readline(USER_FILE_BYTES + 1):
            number += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(USER_FILE_BYTES)
            if line.strip():
                yield Found(f"{place.name}:{number}", line.rstrip(b"\r\n"))


def _rows(place: Path) -> Iterator[Found]:
    csv.field_size_limit(CELL_BYTES)
    # What is no UTF-8 comes out again as it went in, and is that person's fault.
    with place.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = csv.reader(file)
        try:
            head = next(rows, [])
            if COLUMN not in head:
                raise _no_column(place)
            column = head.index(COLUMN)
            for row in rows:
                text = row[column] if len(row) > column else ""
                if row:
                    name = f"{place.name}:{rows.line_num}"
                    yield Found(name, text.encode("utf-8", "surrogateescape"))
        except csv.Error as reason:
            text = f"no valid CSV: {reason}"
            raise BadInput([Problem(str(place), rows.line_num, "", text)]) from None


def _column(place: Path) -> Iterator[Found]:
    number = 0
    with _opened(place) as file:
        if COLUMN not in file.schema_arrow.names:
            raise _no_column(place)
        for batch in file.iter_batches(AT_ONCE, columns=[COLUMN]):
            for cell in batch.column(0).to_pylist():
                number += 1
                data = cell if isinstance(cell, bytes) else str(cell or "").encode()
                yield Found(f"{place.name}:{number}", data)


def _opened(place: Path) -> Any:  # noqa: ANN401 - a file of Arrow
    parquet = arrow().parquet
    try:
        # Read piece by piece, however large its row groups are.
        return parquet.ParquetFile(place, buffer_size=USER_FILE_BYTES, pre_buffer=False)
    except arrow().ArrowException:
        raise BadInput([Problem(str(place), 0, "", "this is no Parquet file")]) from None


def _no_column(place: Path) -> BadInput:
    text = f"there is no column '{COLUMN}'; it holds one intake a row, as JSON"
    return BadInput([Problem(str(place), 1, "", text)])


_READERS = {".jsonl": _lines, ".csv": _rows, ".parquet": _column}
