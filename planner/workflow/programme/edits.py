"""What a person did to the sessions of a plan in a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from planner.calendar_io import Seen
from planner.domain.plan import Plan, Session
from planner.domain.units import DAYS_PER_WEEK
from planner.explain import Messages
from planner.export.events import days_of, event_uid
from planner.export.times import DAY
from planner.workflow.programme.moves import AcceptedMove, times_of


class Change(Struct, frozen=True, kw_only=True):
    """A session as it stands in the calendar of the person.

    Attributes:
        fault: why it cannot be there, whatever the rest of the plan is; empty if nothing says so.
    """

    session: Session
    move: AcceptedMove
    fault: str = ""


class Changes(Struct, kw_only=True):
    """Everything that was found.

    Attributes:
        sessions: every session that was found or deleted, also where nothing changed.
        unreadable: keys with why the time of an event cannot be told.
        days: keys of whole-day entries that were changed or deleted.
    """

    sessions: list[Change] = []
    unreadable: list[tuple[str, str]] = []
    days: list[str] = []


def changes_of(
    plan: Plan,
    seen: Mapping[str, Seen],
    removed: Collection[str],
    first: dt.date,
    messages: Messages,
) -> Changes:
    """Events of a calendar beside the plan.

    Args:
        plan: the plan.
        seen: events by UID; those that are not there are as they were.
        removed: UIDs that were deleted.
        first: first day that is not past.
        messages: sentences of the catalog.
    """
    found = Changes()
    for session in plan.sessions:
        uid = event_uid(plan.plan_id, session.key)
        if uid in removed or (uid in seen and seen[uid].cancelled):
            dropped = AcceptedMove(key=session.key, start=None, end=None)
            fault = _fault(plan, session, dropped, first, messages)
            found.sessions.append(Change(session=session, move=dropped, fault=fault))
        elif uid in seen:
            if unread := _unreadable(seen[uid], messages):
                found.unreadable.append((session.key, unread))
                continue
            move = _move(session, seen[uid])
            fault = _fault(plan, session, move, first, messages)
            found.sessions.append(Change(session=session, move=move, fault=fault))
    found.days += _changed_days(plan, seen, removed)
    return found


def _unreadable(seen: Seen, messages: Messages) -> str:
    if seen.fault or seen.start is None or seen.end is None:
        return seen.fault
    if seen.whole_days:
        return messages.say("pull.whole_day")
    return "" if seen.start < seen.end else messages.say("pull.no_length")


def _move(session: Session, seen: Seen) -> AcceptedMove:
    """Where the session stands; one that takes longer there keeps its own length."""
    start, end = seen.start, seen.end
    assert start is not None
    assert end is not None
    first, last = times_of(session)
    return AcceptedMove(key=session.key, start=start, end=min(end, start + (last - first)))


def _fault(
    plan: Plan, session: Session, move: AcceptedMove, first: dt.date, messages: Messages
) -> str:
    if session.date < first:
        return messages.say("pull.past")
    if move.start is None or move.end is None:
        return ""
    if move.start.date() < first:
        return messages.say("pull.past")
    week = (move.start.date() - plan.request.start).days // DAYS_PER_WEEK + 1
    if week != session.week:
        return messages.say("pull.other_week")
    return "" if move.end.date() == move.start.date() else messages.say("pull.midnight")


def _changed_days(plan: Plan, seen: Mapping[str, Seen], removed: Collection[str]) -> Iterator[str]:
    for key, entries in days_of(plan).items():
        uid = event_uid(plan.plan_id, key)
        there = seen.get(uid)
        date = dt.datetime.combine(entries[0].date, dt.time())
        is_same = there is None or (
            there.whole_days and (there.start, there.end) == (date, date + DAY)
        )
        if uid in removed or not is_same or (there is not None and there.cancelled):
            yield key
