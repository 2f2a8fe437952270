"""Sessions that the person moved and that may stay there: fixed wishes for the next revision.

A record of the kind `move` holds one `AcceptedMove`; who gave it, and why, stands in the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from planner.domain.plan import Plan, Session, WeekSummary
from planner.errors import StoreError
from planner.store import Entry, Kind, Record
from planner.told import told
from planner.workflow.programme.history import History, as_json


class AcceptedMove(Struct, frozen=True, kw_only=True):
    """Where the person wants a session.

    Attributes:
        key: of the session.
        start, end: local and naive; None for a session that the person dropped.
    """

    key: str
    start: dt.datetime | None
    end: dt.datetime | None


def accepted_moves(history: History) -> tuple[AcceptedMove, ...]:
    """The wishes that count now, at most one for each session.

    A session that stands where the latest plan has it is no wish.

    Raises:
        StoreError: a record is of a newer planner.
    """
    return tuple(move for move in wishes(history) if not is_met(move, history.plan))


def wishes(history: History) -> tuple[AcceptedMove, ...]:
    """As `accepted_moves`, also where the latest plan has the session there already.

    Raises:
        StoreError: a record is of a newer planner.
    """
    return tuple({move.key: move for move in map(_read, history.current(Kind.MOVE))}.values())


def is_met(move: AcceptedMove, plan: Plan) -> bool:
    """The plan holds the session where the person wants it, or does not hold it."""
    session = next((s for s in plan.sessions if s.key == move.key), None)
    if session is None or move.start is None:
        return session is None
    return times_of(session)[0] == move.start


def times_of(session: Session) -> tuple[dt.datetime, dt.datetime]:
    """Start and end of a session, local and naive."""
    start = dt.datetime.fromisoformat(f"{session.date}T{session.start}")
    end = dt.datetime.fromisoformat(f"{session.date}T{session.end}")
    return start, end if end > start else end + dt.timedelta(days=1)


def move_entries(
    history: History, moves: Iterable[AcceptedMove], dated: str, by: str, reason: str
) -> list[Entry]:
    """Records of wishes; one for the same session takes the place of the one before."""
    before = {_read(record).key: record.number for record in history.current(Kind.MOVE)}
    return [
        Entry(
            kind=Kind.MOVE,
            dated=dated,
            body=as_json(move),
            by=by,
            reason=reason,
            replaces=before.get(move.key),
        )
        for move in moves
    ]


def with_moves(plan: Plan, moves: Sequence[AcceptedMove]) -> Plan:
    """The plan with sessions where the person wants them, and the days of its weeks counted anew.

    The length of a session stays its own. The plan has to be audited anew.
    """
    wanted = {move.key: move for move in moves}
    kept = [_moved(s, wanted[s.key]) if s.key in wanted else s for s in plan.sessions]
    sessions = sorted((s for s in kept if s is not None), key=lambda s: (s.date, s.start, s.key))
    weeks = tuple(_counted(week, sessions) for week in plan.weeks)
    return replace(plan, sessions=tuple(sessions), weeks=weeks, status="feasible", audit=None)


def _moved(session: Session, move: AcceptedMove) -> Session | None:
    if move.start is None or move.end is None:
        return None
    start, end = move.start, move.end
    return replace(session, date=start.date(), start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def _counted(week: WeekSummary, sessions: Iterable[Session]) -> WeekSummary:
    """Days and minutes of each component, as the sessions of the week hold them."""
    days: dict[str, set[dt.date]] = {}
    minutes: dict[str, int] = {}
    for session in sessions:
        for item in session.items if session.week == week.week else ():
            name = item.component
            days.setdefault(name, set()).add(session.date)
            counted = item.minutes if item.dose.minutes is None else item.dose.minutes
            minutes[name] = minutes.get(name, 0) + counted
    return replace(
        week,
        days={**dict.fromkeys(week.days, 0), **{name: len(dates) for name, dates in days.items()}},
        minutes={**dict.fromkeys(week.minutes, 0), **minutes},
    )


def _read(record: Record) -> AcceptedMove:
    try:
        return msgspec.json.decode(record.body, type=AcceptedMove)
    except msgspec.MsgspecError:
        raise StoreError(
            told(
                "record {number} (move) is not what this planner can read; it may be of a newer"
                " one",
                number=record.number,
            )
        ) from None
