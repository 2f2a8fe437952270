"""A whole programme as one readable file, out and in again without loss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from planner.documents import write_all
from planner.documents.source import file_name, read_bytes
from planner.errors import BadInput, Problem
from planner.store import Kind, LinkedCalendar, Location, Record
from planner.told import told
from planner.workflow.programme.place import Place, opened

FORMAT = "programme/1"
LARGEST_BYTES = 256 * 1024 * 1024


class ExportedRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record with its content in the open; field for field as in the store."""

    number: int
    kind: Kind
    dated: str
    by: str
    reason: str
    replaces: int | None
    cause: int | None
    body: msgspec.Raw
    seal: str


class ExportedProgramme(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: everything that was recorded, in order, and what stands in calendars on servers."""

    format: str
    programme: str
    records: tuple[ExportedRecord, ...]
    calendars: tuple[LinkedCalendar, ...] = ()


def export_programme(place: Place, file: Path) -> int:
    """Write everything into a private file and return the number of records."""
    with opened(place.location) as store:
        records = store.records(place.programme)
        calendars = store.calendars(place.programme)
    write_all({file: to_file(place.programme, records, calendars)})
    return len(records)


def to_file(
    programme: str, records: tuple[Record, ...], calendars: tuple[LinkedCalendar, ...] = ()
) -> bytes:
    """The bytes of an export; the same programme gives the same bytes."""
    exported = ExportedProgramme(
        format=FORMAT,
        programme=programme,
        records=tuple(
            ExportedRecord(**{**msgspec.structs.asdict(r), "body": msgspec.Raw(r.body.encode())})
            for r in records
        ),
        calendars=calendars,
    )
    return msgspec.json.format(msgspec.json.encode(exported), indent=2) + b"\n"


def import_programme(file: Path, location: Location) -> str:
    """Take in an exported programme and return its id.

    Raises:
        BadInput: the file is no export.
        StoreError: it was changed or is not whole, or there is a programme of this id already.
    """
    data = read_bytes(file, LARGEST_BYTES, BadInput)
    try:
        found = msgspec.json.decode(data, type=ExportedProgramme)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BadInput([_no_export(file)]) from None
    if found.format != FORMAT:
        raise BadInput([_no_export(file)])
    with opened(location, create=True) as store:
        records = tuple(_record(entry) for entry in found.records)
        store.restore(found.programme, records, found.calendars)
    return found.programme


def _record(entry: ExportedRecord) -> Record:
    fields: dict[str, Any] = msgspec.structs.asdict(entry)
    # The file is laid out for people; the store keeps content without white space around it.
    fields["body"] = compact(bytes(entry.body))
    return Record(**fields)


def compact(body: bytes) -> str:
    """JSON without white space between its parts; numbers and texts stay as they are."""
    return msgspec.json.format(body, indent=-1).decode()


def _no_export(file: Path) -> Problem:
    text = told('this is no exported programme; one says "format": "{format}"', format=FORMAT)
    return Problem(file_name(file), 0, "", text)
