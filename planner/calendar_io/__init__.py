"""Calendars of others: busy times in. Only intervals are kept; nothing else of an event is."""

from planner.calendar_io.run import Reading, read_calendar
from planner.calendar_io.spans import merge

__all__ = ["Reading", "merge", "read_calendar"]
