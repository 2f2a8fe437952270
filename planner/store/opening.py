"""Opens a store; a new SQLite file appears whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from planner.documents.write import FILE_MODE, FOLDER_MODE
from planner.errors import StoreError
from planner.store import tables
from planner.store.faults import explained
from planner.store.location import Location
from planner.store.store import NONE, READ, TRANSACTION, Store
from planner.told import told

# "rehb": a SQLite file that does not say so is somebody else's.
APPLICATION_ID = 0x72656862
WAIT_MS = 15_000
_PRAGMAS = (
    f"busy_timeout = {WAIT_MS}",
    "foreign_keys = ON",
    # A commit that was reported is on the disk, also after a loss of power.
    "synchronous = FULL",
    # What is deleted is overwritten with zeros; nothing is spilled into other files.
    "secure_delete = ON",
    "temp_store = MEMORY",
)


@contextmanager
def open_store(location: Location, *, create: bool) -> Iterator[Store]:
    """The store at a location, at the present schema.

    Args:
        location: file or URL.
        create: make the file if there is none.

    Raises:
        StoreError: it cannot be opened, is no store, is damaged, or of a newer planner.
    """
    if location.path is not None:
        _prepare(location.path, create=create)
    with _explained_driver(location):
        engine = _engine(location)
    try:
        with explained(location.name):
            _bring_up(engine, location)
        yield Store(engine, location)
    finally:
        engine.dispose()


def _bring_up(engine: Engine, location: Location) -> None:
    """Bring the schema up; a store that needs nothing is not written to, nor waited for."""
    with engine.connect().execution_options(**{TRANSACTION: READ}) as connection:
        if tables.version_of(connection) == len(tables.STEPS):
            return
    with engine.begin() as connection:
        tables.migrate(connection, location.name)


def _engine(location: Location) -> Engine:
    if location.path is None:
        return create_engine(location.url, poolclass=NullPool, hide_parameters=True)
    return _sqlite(location.path)


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, hide_parameters=True
    )

    # The driver would begin transactions late, and not at all for reading.
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:  # noqa: ANN401
        kind = connection.get_execution_options().get(TRANSACTION)
        if kind != NONE:
            connection.exec_driver_sql("BEGIN" if kind == READ else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def _explained_driver(location: Location) -> Iterator[None]:
    """A URL that means nothing here, or a driver that is not installed, in words."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError):
        text = told("this is no database URL, such as postgresql+psycopg://host/name")
        raise StoreError(f"{location.name}: {text}") from None
    except ImportError as error:
        driver = error.name or make_url(location.url).get_driver_name()
        raise StoreError(
            told(
                "{name}: its driver is missing; install the Python package '{driver}'",
                name=location.name,
                driver=driver,
            )
        ) from None


def _prepare(path: Path, *, create: bool) -> None:
    """See that there is a store of ours at the path."""
    try:
        if not path.exists():
            if not create:
                raise StoreError(
                    told(
                        "{path}: there is no store of programmes yet; make the first programme"
                        " with: planner programme new INTAKE",
                        path=path,
                    )
                )
            _make(path)
        elif path.is_dir():
            raise StoreError(told("{path}: is a folder, not a store of programmes", path=path))
    except OSError as error:
        raise StoreError(
            told("{path}: cannot be opened ({strerror})", path=path, strerror=error.strerror)
        ) from None
    _refuse_foreign(path)


def _make(path: Path) -> None:
    """Make the file beside its place and link it there, so that nobody sees half of it."""
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with contextlib.ExitStack() as undo:
        os.close(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE_MODE))
        for suffix in ("", "-wal", "-shm", "-journal"):
            undo.callback(new.with_name(new.name + suffix).unlink, missing_ok=True)
        engine = _sqlite(new)
        with explained(str(path)):
            with engine.connect().execution_options(**{TRANSACTION: NONE}) as connection:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            with engine.begin() as connection:
                tables.migrate(connection, str(path))
        engine.dispose()
        # Another planner that was faster made the same; its file stays.
        with contextlib.suppress(FileExistsError):
            os.link(new, path)


def _refuse_foreign(path: Path) -> None:
    with explained(str(path)):
        engine = _sqlite(path)
        with engine.connect().execution_options(**{TRANSACTION: NONE}) as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar()
        engine.dispose()
    if found != APPLICATION_ID:
        raise StoreError(
            told("{path}: this is no store of programmes; name another file", path=path)
        )
