"""The store of programmes: everything that was recorded for a person, in order, never overwritten.

A record is added or, with its whole programme, deleted; it is never changed. Beside the records
stands what calendars on servers hold of a programme. Written with SQLAlchemy Core: one SQLite file
by default, or any database that a URL names.
"""

from planner.store.links import Calendar, Link, LinkedCalendar
from planner.store.location import Location, locate
from planner.store.opening import open_store
from planner.store.record import Entry, Kind, ProgrammeLine, Record
from planner.store.store import Store

__all__ = [
    "Calendar",
    "Entry",
    "Kind",
    "Link",
    "LinkedCalendar",
    "Location",
    "ProgrammeLine",
    "Record",
    "Store",
    "locate",
    "open_store",
]
