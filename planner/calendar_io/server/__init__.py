"""Calendars on servers (CalDAV, RFC 4791): where they are, who may in, and what is kept in step."""

from planner.calendar_io.server.address import address_of
from planner.calendar_io.server.faults import ServerFault
from planner.calendar_io.server.remote import Remote, connect, name_of, open_calendar
from planner.calendar_io.server.secret import Secret, secret_for
from planner.calendar_io.server.sync import Outcome, Wanted, look, push

__all__ = [
    "Outcome",
    "Remote",
    "Secret",
    "ServerFault",
    "Wanted",
    "address_of",
    "connect",
    "look",
    "name_of",
    "open_calendar",
    "push",
    "secret_for",
]
