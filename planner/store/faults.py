"""What a database refuses, in words that say what to do and hold no value of anybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from planner.errors import StoreError
from planner.told import later, told

PRIMARY = 0xFF
DAMAGED = later("is damaged; nothing was changed. Restore a backup or an export of the programmes")
_UNUSABLE = later("cannot be used")
_OTHER = later("cannot be used ({error}); nothing was changed")
_SENTENCES = {
    sqlite3.SQLITE_PERM: later("may not be opened; check its permissions"),
    sqlite3.SQLITE_BUSY: later("is in use by another planner; nothing was changed. Try again"),
    sqlite3.SQLITE_LOCKED: later("is in use by another planner; nothing was changed. Try again"),
    sqlite3.SQLITE_READONLY: later("may only be read; nothing was changed. Check its permissions"),
    sqlite3.SQLITE_IOERR: later(
        "cannot be read or written (the disk is full or failing); what was recorded before is kept"
    ),
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: later(
        "does not fit: the disk is full; nothing was changed. Free some space"
    ),
    sqlite3.SQLITE_CANTOPEN: later("cannot be opened; check the path and its permissions"),
    sqlite3.SQLITE_NOTADB: later("is no store of programmes, or is damaged; nothing was changed"),
    sqlite3.SQLITE_TOOBIG: later("does not take a record of this size; nothing was changed"),
}


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Any failure of the database as a `StoreError` about the store of this name."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"{name}: {_sentence(error)}") from None
    except sqlite3.Error as error:
        raise StoreError(f"{name}: {_of_code(error)}") from None
    except UnicodeDecodeError:
        raise StoreError(f"{name}: {told(DAMAGED)}") from None


def _sentence(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return _of_code(cause)
    if isinstance(cause, UnicodeDecodeError):
        return told(DAMAGED)
    state = getattr(cause, "sqlstate", None)
    return told(
        "the database refused this ({state}); try again later",
        state=state or type(cause or error).__name__,
    )


def _of_code(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own complaint about bytes that are no text.
        return told(DAMAGED if isinstance(error, sqlite3.OperationalError) else _UNUSABLE)
    known = _SENTENCES.get(code & PRIMARY)
    return told(known or _OTHER, error=error.sqlite_errorname)
