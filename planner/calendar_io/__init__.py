"""Calendars of others: busy times in, and events of ours there and back.

Of busy calendars only intervals are kept; nothing else of an event is.
"""

from planner.calendar_io.run import Reading, read_calendar, read_own
from planner.calendar_io.spans import merge
from planner.calendar_io.wire import Seen

__all__ = ["Reading", "Seen", "merge", "read_calendar", "read_own"]
