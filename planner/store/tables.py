"""The tables, and the steps that bring an older store to the present schema."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
)

from planner.errors import StoreError
from planner.told import told

metadata = MetaData()
schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
)
programme = Table(
    "programme",
    metadata,
    Column("id", String(200), primary_key=True),
)
record = Table(
    "record",
    metadata,
    Column("programme", ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("dated", String(10), nullable=False),
    Column("by", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces", Integer),
    Column("cause", Integer),
    Column("body", Text, nullable=False),
    Column("seal", String(64), nullable=False),
)
# Calendars on servers: which one a programme was sent to, and what stands there of it. Only this is
# ever changed in place: it repeats what the server holds, and is no history.
calendar = Table(
    "calendar",
    metadata,
    Column("programme", ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True),
    Column("url", String(500), primary_key=True),
    Column("server", String(500), nullable=False),
    Column("user", String(200), nullable=False),
)
calendar_link = Table(
    "calendar_link",
    metadata,
    Column("programme", ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True),
    Column("url", String(500), primary_key=True),
    Column("uid", String(200), primary_key=True),
    Column("path", String(500), nullable=False),
    Column("etag", String(500), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("times", String(200), nullable=False),
    Column("words", String(64), nullable=False),
    Column("settled", Integer, nullable=False),
)


def _first(connection: Connection) -> None:
    metadata.create_all(connection, tables=[schema_version, programme, record])


def _calendars(connection: Connection) -> None:
    metadata.create_all(connection, tables=[calendar, calendar_link])


# Step n leads from version n to version n + 1; a step that was released is never changed.
STEPS: tuple[Callable[[Connection], None], ...] = (_first, _calendars)


def version_of(connection: Connection) -> int:
    """Version of the schema; 0 for an empty database."""
    if not connection.dialect.has_table(connection, schema_version.name):
        return 0
    found = connection.scalar(select(schema_version.c.version).order_by(-schema_version.c.version))
    return int(found or 0)


def migrate(connection: Connection, name: str) -> None:
    """Bring the schema to the present version, in the transaction of the connection.

    Raises:
        StoreError: a newer planner made the store.
    """
    version = version_of(connection)
    if version > len(STEPS):
        raise StoreError(
            told(
                "{name}: a newer planner made this store (schema {version}, this planner knows"
                " {known}); update the planner. Nothing was changed.",
                name=name,
                version=version,
                known=len(STEPS),
            )
        )
    for number, step in enumerate(STEPS[version:], start=version + 1):
        step(connection)
        connection.execute(insert(schema_version).values(version=number))
