"""A plan as calendar events: one for each session, one for each day with all-day entries."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from msgspec import Struct

from planner.domain.local import living_in
from planner.domain.plan import AllDay, Plan
from planner.domain.units import DAYS_PER_WEEK, SECONDS_PER_MINUTE
from planner.explain.messages import Messages
from planner.export import describe
from planner.export.approval import approval_text
from planner.export.times import DAY, moments

HOST = "rehab-planner.invalid"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, HOST)


class Event(Struct, frozen=True, kw_only=True):
    """One event.

    Attributes:
        key: of the session, or `wNN-dD-allday`; stays the same when the event moves.
        keys: keys of the plan's entries in it.
        start, end: aware and of one zone for a session; dates for a whole day.
    """

    key: str
    keys: tuple[str, ...]
    start: dt.date
    end: dt.date
    summary: str
    description: str

    @property
    def is_timed(self) -> bool:
        """A session, not a whole day."""
        return isinstance(self.start, dt.datetime)


def event_uid(plan_id: str, key: str) -> str:
    """UID that stays the same when the event moves, and that tells nothing about the person."""
    name = f"{plan_id}|{key}".encode("utf-8", "backslashreplace").decode()
    return f"{uuid.uuid5(_NAMESPACE, name)}@{HOST}"


def days_of(plan: Plan) -> dict[str, tuple[AllDay, ...]]:
    """All-day entries by the key of their day."""
    found: dict[str, tuple[AllDay, ...]] = {}
    for entry in plan.all_day:
        weekday = (entry.date - plan.request.start).days % DAYS_PER_WEEK + 1
        key = f"w{entry.week:02d}-d{weekday}-allday"
        found[key] = (*found.get(key, ()), entry)
    return found


def events_of(plan: Plan, messages: Messages, *, alone: bool = False) -> list[Event]:
    """Every event, in order of start and key.

    Args:
        plan: the plan.
        messages: sentences of the catalog.
        alone: each event says itself who approved the plan, because no calendar around it does.

    Raises:
        BadInput: a session has no valid time; every fault of the plan is found by `read_plan`.
    """
    with living_in(plan.request.timezone):
        remark = approval_text(plan, messages) if alone else ""
        found = [*_sessions(plan, messages, remark), *_days(plan, messages, remark)]
    return sorted(found, key=lambda event: (event.start.isoformat(), event.key))


def _sessions(plan: Plan, messages: Messages, remark: str) -> Iterator[Event]:
    for session in plan.sessions:
        start, end = moments(session)
        utc = dt.UTC
        seconds = (end.astimezone(utc) - start.astimezone(utc)).total_seconds()
        minutes = int(seconds) // SECONDS_PER_MINUTE
        yield Event(
            key=session.key,
            keys=(session.key,),
            start=start,
            end=end,
            summary=describe.session_title(session, minutes, messages),
            description=describe.session_text(plan, session, messages, remark),
        )


def _days(plan: Plan, messages: Messages, remark: str) -> Iterator[Event]:
    for key, entries in days_of(plan).items():
        yield Event(
            key=key,
            keys=tuple(entry.key for entry in entries),
            start=entries[0].date,
            end=entries[0].date + DAY,
            summary=describe.day_title(entries, messages),
            description=describe.day_text(plan, entries, messages, remark),
        )
