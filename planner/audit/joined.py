"""A revision beside the plan before it: where the past ends, and what was done of it.

What was planned before the first day of a revision stands, done or not. Amounts that may only
rise from what was really done are counted from the reports.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property

from planner.domain.checkin import ItemReport, SessionReport
from planner.domain.past import Past, Ruling
from planner.domain.plan import Item, Session
from planner.domain.units import DAYS_PER_WEEK

FULL, MISSED = "full", "missed"
WEEK = re.compile(r"^week (\d+)\b")
DATED = re.compile(r"^(?:return on|seven days from) (\d{4}-\d\d-\d\d)\b")


class Join:
    """The past of a revision, as plain views."""

    def __init__(self, past: Past, start: dt.date) -> None:
        self.past = past
        self.start = start
        self.day = past.day

    @property
    def week(self) -> int:
        """1-based week in which the revision begins."""
        return (self.day - self.start).days // DAYS_PER_WEEK + 1

    @property
    def cuts_week(self) -> bool:
        """It begins after the first day of that week."""
        return (self.day - self.start).days % DAYS_PER_WEEK > 0

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """Published sessions before the revision, by key."""
        return {s.key: s for s in self.past.plan.sessions if s.date < self.day}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of everything that was published before the revision."""
        entries = {entry.key for entry in self.past.plan.all_day if entry.date < self.day}
        return frozenset(entries | self.sessions.keys())

    @cached_property
    def reports(self) -> dict[str, SessionReport]:
        """The last report on each session."""
        return {r.key: r for check_in in self.past.check_ins for r in check_in.sessions}

    @property
    def asked(self) -> dt.date | None:
        """Day of the last check-in."""
        return max((check_in.date for check_in in self.past.check_ins), default=None)

    def is_settled(self, where: str) -> bool:
        """The place lies before the revision: nothing in it can be changed any more."""
        if match := WEEK.match(where):
            return int(match[1]) < self.week
        if match := DATED.match(where):
            return dt.date.fromisoformat(match[1]) < self.day
        return where.partition(" ")[0].removesuffix(":") in self.keys

    def is_in_cut_week(self, where: str) -> bool:
        """The place is the week that the revision begins in the middle of."""
        match = WEEK.match(where)
        return self.cuts_week and match is not None and int(match[1]) == self.week

    def was_done(self, session: Session, item: Item) -> bool:
        """Some of a past item was done.

        A session that a check-in passes over was not; nobody was asked yet about those after the
        last check-in.
        """
        report = self.reports.get(session.key)
        if report is None:
            return self.asked is None or session.date > self.asked
        own = self._own(report, item)
        return report.done != MISSED and (own is None or own.done != MISSED)

    def minutes(self, session: Session, item: Item) -> int:
        """Minutes of an item that were done, never more than planned."""
        return self._amount(session, item, "minutes")

    def sets(self, session: Session, item: Item) -> int:
        """Sets of an item that were done, never more than planned."""
        return self._amount(session, item, "sets")

    def _amount(self, session: Session, item: Item, name: str) -> int:
        planned: int = getattr(item.dose, name) or 0
        if session.key not in self.sessions:
            return planned
        if not self.was_done(session, item):
            return 0
        report = self.reports.get(session.key)
        own = self._own(report, item) if report is not None else None
        said = getattr(own, name) if own is not None else None
        if said is not None:
            return min(planned, int(said))
        word = own.done if own is not None else report.done if report is not None else FULL
        return planned if word == FULL else 0

    @staticmethod
    def _own(report: SessionReport, item: Item) -> ItemReport | None:
        named = [r for r in report.items if r.activity == item.activity]
        sided = [r for r in named if r.side in (None, item.side)]
        found = sided or named
        return found[-1] if found else None

    def rulings_on(self, *activities: str) -> tuple[Ruling, ...]:
        """Decisions on some activities."""
        return tuple(r for r in self.past.rulings if r.activity in activities)
