"""Adding to a programme, reading it back, and deleting it for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict, replace
from sqlalchemy import Connection, Engine, delete, func, insert, select

from planner.documents import hint
from planner.errors import StoreError
from planner.store import links
from planner.store import tables as t
from planner.store.faults import DAMAGED, explained
from planner.store.links import Calendar, Link, LinkedCalendar
from planner.store.location import Location
from planner.store.record import Entry, Kind, ProgrammeLine, Record, seal
from planner.told import told

# Execution option that says how a transaction begins; without it, it is one that writes.
TRANSACTION, READ, NONE = "transaction", "read", "none"


class Store:
    """An open store; every method is one transaction: it happens whole or not at all.

    Two planners that write at once wait for each other; the second sees what the first wrote.
    """

    def __init__(self, engine: Engine, location: Location) -> None:
        self._engine = engine
        self._location = location

    @property
    def name(self) -> str:
        """What messages call the store."""
        return self._location.name

    def create(self, programme: str, entries: Sequence[Entry]) -> tuple[Record, ...]:
        """Begin a programme with its first records.

        Raises:
            StoreError: there is one of this id already.
        """
        with explained(self.name), self._engine.begin() as connection:
            self._claim(connection, programme)
            return self._add(connection, programme, (), entries)

    def restore(
        self, programme: str, records: Sequence[Record], calendars: Sequence[LinkedCalendar] = ()
    ) -> None:
        """Take in a programme as it was exported, with its numbers and its calendars on servers.

        Raises:
            StoreError: there is one of this id already, or the records are not whole.
        """
        _check(records, told("{programme}: the export", programme=programme))
        with explained(self.name), self._engine.begin() as connection:
            self._claim(connection, programme)
            self._insert(connection, programme, records)
            for found in calendars:
                links.keep_calendar(connection, programme, found.calendar)
                links.keep(connection, programme, found.calendar.url, found.links)

    def append(self, programme: str, known: int, entries: Sequence[Entry]) -> tuple[Record, ...]:
        """Add records to a programme.

        Args:
            programme: its id.
            known: number of records that the caller has read.
            entries: what to add, in order.

        Raises:
            StoreError: no such programme, or somebody added to it since it was read.
        """
        with explained(self.name), self._engine.begin() as connection:
            self._lock(connection, programme)
            before = self._read(connection, programme)
            if len(before) != known:
                raise StoreError(
                    told(
                        "{programme}: somebody else added to this programme just now; nothing was"
                        " changed. Look at it and try again",
                        programme=programme,
                    )
                )
            return self._add(connection, programme, before, entries)

    def records(self, programme: str) -> tuple[Record, ...]:
        """Everything that was recorded, in order.

        Raises:
            StoreError: no such programme, or a record is damaged.
        """
        with explained(self.name), self._reading() as connection:
            self._refuse_unknown(connection, programme)
            return self._read(connection, programme)

    def programmes(self) -> tuple[ProgrammeLine, ...]:
        """All programmes, by id."""
        rows = select(
            t.record.c.programme,
            func.count().label("records"),
            func.count().filter(t.record.c.kind == Kind.CHECK_IN.value).label("check_ins"),
            func.max(t.record.c.dated).label("last"),
            func.max(t.record.c.number).filter(t.record.c.kind == Kind.STATE.value).label("state"),
        )
        found = rows.group_by(t.record.c.programme).subquery()
        query = (
            select(found, t.record.c.body)
            .join(
                t.record,
                (t.record.c.programme == found.c.programme) & (t.record.c.number == found.c.state),
            )
            .order_by(found.c.programme)
        )
        with explained(self.name), self._reading() as connection:
            return tuple(
                ProgrammeLine(
                    id=row.programme,
                    state=msgspec.json.decode(row.body).get("state", ""),
                    records=row.records,
                    check_ins=row.check_ins,
                    last=row.last,
                )
                for row in connection.execute(query)
            )

    def calendars(self, programme: str) -> tuple[LinkedCalendar, ...]:
        """The calendars on servers that the programme was sent to, with what stands there.

        Raises:
            StoreError: no such programme.
        """
        with explained(self.name), self._reading() as connection:
            self._refuse_unknown(connection, programme)
            return links.read(connection, programme)

    def keep_calendar(self, programme: str, calendar: Calendar) -> None:
        """Remember a calendar that the programme is sent to.

        Raises:
            StoreError: no such programme.
        """
        with explained(self.name), self._engine.begin() as connection:
            self._lock(connection, programme)
            links.keep_calendar(connection, programme, calendar)

    def keep_links(
        self, programme: str, url: str, kept: Sequence[Link], dropped: Sequence[str] = ()
    ) -> None:
        """Remember what stands in a calendar, and forget the UIDs of what no longer does.

        Raises:
            StoreError: no such programme.
        """
        with explained(self.name), self._engine.begin() as connection:
            self._lock(connection, programme)
            links.keep(connection, programme, url, kept)
            links.drop(connection, programme, url, dropped)

    def delete(self, programme: str) -> None:
        """Remove a programme and every trace of it in the files of the store.

        Raises:
            StoreError: no such programme; or it is gone but another planner that reads the store
                keeps the old pages a little longer.
        """
        with explained(self.name), self._engine.begin() as connection:
            self._lock(connection, programme)
            for table in (t.calendar_link, t.calendar, t.record):
                connection.execute(delete(table).where(table.c.programme == programme))
            connection.execute(delete(t.programme).where(t.programme.c.id == programme))
        if self._location.path is not None:
            self._purge()

    def _purge(self) -> None:
        """Empty the log of writes and give free pages back; SQLite keeps both otherwise."""
        options = {TRANSACTION: NONE}
        with explained(self.name), self._engine.connect() as plain:
            connection = plain.execution_options(**options)
            connection.exec_driver_sql("VACUUM")
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        if row is None or row[0] != 0:
            raise StoreError(
                told(
                    "{name}: the programme is deleted, but another planner still reads the store;"
                    " its old pages go when that one ends. Check with: planner programme list",
                    name=self.name,
                )
            )

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(**{TRANSACTION: READ})

    def _claim(self, connection: Connection, programme: str) -> None:
        taken = connection.scalar(select(t.programme.c.id).where(t.programme.c.id == programme))
        if taken is not None:
            raise StoreError(
                told(
                    "{programme}: there is a programme of this id already; choose another id with"
                    " --id, or delete that one first",
                    programme=programme,
                )
            )
        connection.execute(insert(t.programme).values(id=programme))

    def _lock(self, connection: Connection, programme: str) -> None:
        query = select(t.programme.c.id).where(t.programme.c.id == programme).with_for_update()
        if connection.scalar(query) is None:
            self._refuse_unknown(connection, programme)

    def _refuse_unknown(self, connection: Connection, programme: str) -> None:
        names = list(connection.scalars(select(t.programme.c.id)))
        if programme not in names:
            raise StoreError(
                told(
                    "there is no programme '{programme}'{hint}; list them with: planner programme"
                    " list",
                    programme=programme,
                    hint=hint(programme, names),
                )
            )

    def _read(self, connection: Connection, programme: str) -> tuple[Record, ...]:
        query = (
            select(t.record).where(t.record.c.programme == programme).order_by(t.record.c.number)
        )
        try:
            found = tuple(_record(dict(row._mapping)) for row in connection.execute(query))
        except ValueError:
            raise StoreError(f"{self.name}: {told(DAMAGED)}") from None
        _check(found, self.name)
        return found

    def _add(
        self,
        connection: Connection,
        programme: str,
        before: Sequence[Record],
        entries: Sequence[Entry],
    ) -> tuple[Record, ...]:
        last = before[-1].seal if before else ""
        added: list[Record] = []
        for number, entry in enumerate(entries, start=len(before) + 1):
            fields = {**asdict(entry), "cause": number - entry.cause if entry.cause else None}
            record = Record(number=number, seal="", **fields)
            last = seal(last, record)
            added.append(replace(record, seal=last))
        self._insert(connection, programme, added)
        return tuple(added)

    def _insert(self, connection: Connection, programme: str, records: Sequence[Record]) -> None:
        rows = [{**asdict(record), "programme": programme} for record in records]
        connection.execute(insert(t.record), [{**row, "kind": str(row["kind"])} for row in rows])


def _record(row: dict[str, Any]) -> Record:
    """A row as a record. Raises ValueError for a kind that does not exist."""
    fields = {name: value for name, value in row.items() if name != "programme"}
    return Record(**{**fields, "kind": Kind(fields["kind"])})


def _check(records: Sequence[Record], name: str) -> None:
    """Every record is there, in order, as it was written."""
    last = ""
    for number, record in enumerate(records, start=1):
        last = seal(last, record)
        if record.number != number or record.seal != last:
            raise StoreError(f"{name}: {told(DAMAGED)}")
    if not records:
        raise StoreError(f"{name}: {told(DAMAGED)}")
