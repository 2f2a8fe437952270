"""What the store holds: records of a programme, numbered from 1 without a gap."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a record is about."""

    INTAKE = "intake"
    OVERRIDE = "override"
    PLAN = "plan"
    CHECK_IN = "check_in"
    WITHDRAWAL = "withdrawal"
    RETEST = "retest"
    DECISION = "decision"
    STATE = "state"
    CALENDAR = "calendar"
    MOVE = "move"
    APPROVAL = "approval"


class Entry(Struct, frozen=True, kw_only=True):
    """A record to be added.

    Attributes:
        dated: day that it is about (ISO), such as that of a check-in.
        body: the content as JSON text.
        by: role of who gave it; never a name.
        reason: why, where something was corrected, withdrawn or set aside.
        replaces: number of the record whose place it takes; that one is kept.
        cause: steps back in the same addition to the record it follows from; 0 = none.
    """

    kind: Kind
    dated: str
    body: str
    by: str
    reason: str = ""
    replaces: int | None = None
    cause: int = 0


class Record(Struct, frozen=True, kw_only=True):
    """A record as it stands in the store.

    Attributes:
        cause: number of the record it follows from.
        seal: digest over this record and the seal of the one before.
    """

    number: int
    kind: Kind
    dated: str
    by: str
    reason: str
    replaces: int | None
    cause: int | None
    body: str
    seal: str


class ProgrammeLine(Struct, frozen=True, kw_only=True):
    """A programme in a list: its id, what it holds, and the latest day that it is about.

    `state` is the word of its latest record of that kind.
    """

    id: str
    state: str
    records: int
    check_ins: int
    last: str


def seal(before: str, record: Record) -> str:
    """Digest of a record that also holds every record before it."""
    parts = (
        before, str(record.number), record.kind, record.dated, record.by,
        record.reason, str(record.replaces), str(record.cause), record.body,
    )  # fmt: skip
    total = hashlib.sha256()
    for part in parts:
        data = part.encode()
        total.update(len(data).to_bytes(8))
        total.update(data)
    return total.hexdigest()
