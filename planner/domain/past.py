"""What a new revision starts from: the published plan, the day, the reports, the decisions."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planner.domain.checkin import CheckIn
from planner.domain.intake import Value
from planner.domain.part import Because
from planner.domain.plan import Plan

ChangeWord = Literal["progress", "hold", "step_back", "stop", "refer"]


class Ruling(Value, frozen=True):
    """A decision on one item that stands on the day of the new revision.

    Attributes:
        on: day of the check-in that it follows from.
        side: as in the plan; None = every side.
        to_activity: level of the ladder to take instead.
        until: criterion that ends a stop.
        sessions: how many sessions a hold lasts; 0 = until the next check-in.
    """

    on: dt.date
    activity: str
    side: str | None
    change: ChangeWord
    because: Because
    to_activity: str | None = None
    until: str | None = None
    sessions: int = 0

    @property
    def closes(self) -> bool:
        """The item may not be done any more."""
        return self.change in ("stop", "refer")


class Past(Value, frozen=True):
    """The history that a new revision may not rewrite and has to go on from.

    Attributes:
        plan: the published revision.
        day: first day of the new revision; everything before it stays as it was published.
        check_ins: those that count, by day.
        rulings: decisions that stand on that day.
    """

    plan: Plan
    day: dt.date
    check_ins: tuple[CheckIn, ...] = ()
    rulings: tuple[Ruling, ...] = ()
