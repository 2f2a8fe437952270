"""The store of programmes: everything that was recorded for a person, in order, never overwritten.

A record is added or, with its whole programme, deleted; it is never changed. Written with
SQLAlchemy Core: one SQLite file by default, or any database that a URL names.
"""

from planner.store.location import Location, locate
from planner.store.opening import open_store
from planner.store.record import Entry, Kind, ProgrammeLine, Record
from planner.store.store import Store

__all__ = [
    "Entry",
    "Kind",
    "Location",
    "ProgrammeLine",
    "Record",
    "Store",
    "locate",
    "open_store",
]
