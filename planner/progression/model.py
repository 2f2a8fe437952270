"""What a check-in leads to, each part with its reasons."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from msgspec import Struct


class Change(StrEnum):
    """What happens to an item; `strictness` orders them."""

    PROGRESS = "progress"
    HOLD = "hold"
    STEP_BACK = "step_back"
    STOP = "stop"
    REFER = "refer"

    @property
    def strictness(self) -> int:
        """0 for the boldest."""
        return list(Change).index(self)


class Ground(Struct, frozen=True, kw_only=True):
    """Why: the rule (or policy), its sentence, the facts and dates that made it hold."""

    rule: str
    text: str
    facts: dict[str, Any] = {}
    dates: tuple[dt.date, ...] = ()
    sources: tuple[str, ...] = ()


class Decision(Struct, frozen=True, kw_only=True):
    """What happens to one item of the plan.

    Attributes:
        side: as in the plan.
        to_activity: level of the ladder to take instead; None = the same activity.
        factor: share of the dose that stays, where a rule cuts it.
        sessions: how many sessions the change lasts; 0 = until the next check-in.
        retest_after_days: earliest new trial of an item that is stopped.
        until: criterion that ends it.
        grounds: of this change first, then what else spoke for or against a step.
    """

    activity: str
    side: str | None
    change: Change
    grounds: tuple[Ground, ...]
    name: str = ""
    component: str = ""
    to_activity: str | None = None
    factor: float | None = None
    sessions: int = 0
    retest_after_days: int | None = None
    until: str | None = None


class Adjustment(Struct, frozen=True, kw_only=True):
    """A quantity of the weeks to come that a rule multiplies.

    Attributes:
        factors: of the first, second, ... week from now; the last one stays until lifted.
        minus: taken off after multiplying, such as one set.
        components: that it touches; empty = all.
    """

    rule: str
    text: str
    quantity: str
    components: tuple[str, ...]
    factors: tuple[float, ...]
    minus: int = 0
    levels_down: int = 0
    facts: dict[str, Any] = {}
    sources: tuple[str, ...] = ()


class Notice(Struct, frozen=True, kw_only=True):
    """Somebody to see, how soon; or, without urgency, something to know or to do."""

    rule: str
    text: str
    urgency: str = ""
    facts: dict[str, Any] = {}


class Review(Struct, frozen=True, kw_only=True):
    """Everything that one check-in leads to.

    Attributes:
        week: of the plan, 1-based, in which the check-in lies.
        stopped: the whole programme stops; nothing else holds then.
        decisions: one for each item that the plan holds now.
        required: activities that a rule asks for before going on.
        holds: what keeps single sessions from being done until it has passed.
        questions: what must be answered before anything can get harder.
    """

    on: dt.date
    week: int
    stopped: bool = False
    decisions: tuple[Decision, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    referrals: tuple[Notice, ...] = ()
    required: tuple[Notice, ...] = ()
    holds: tuple[Notice, ...] = ()
    questions: tuple[str, ...] = ()
