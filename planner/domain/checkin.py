"""A check-in (`checkin/1`): what happened since the last one, parsed and checked.

What is absent was not reported; it is unknown, never "nothing".
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from planner.domain.intake import CriterionMet, FactValue, StretchTrial

FORMAT = "checkin/1"
DoneWord = Literal["full", "partial", "missed"]


class ItemReport(Struct, frozen=True, kw_only=True):
    """How one item of a session went.

    Attributes:
        side: left or right where the sides went differently.
        pain_during, pain_next_morning: worst score, 0 to 10.
        rpe: effort, 0 to 10.
        sets, reps, spare_reps, hold_s, minutes, load_kg: what was done; repetitions of the last
            set, and those that would still have been possible.
        responses: what else was noticed, ids of `vocabulary/responses`.
    """

    activity: str
    side: str | None = None
    done: str = "full"
    pain_during: int | None = None
    pain_next_morning: int | None = None
    rpe: int | None = None
    sets: int | None = None
    reps: int | None = None
    spare_reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    load_kg: float | None = None
    responses: tuple[str, ...] = ()
    note: str | None = None


class SessionReport(Struct, frozen=True, kw_only=True):
    """How a session went; its scores stand for every item that says nothing of its own.

    Attributes:
        date: day on which it was done; None = as planned.
        symptoms: values of the fact `session_symptoms`.
    """

    key: str
    done: str
    date: dt.date | None = None
    pain_before: int | None = None
    pain_during: int | None = None
    pain_next_morning: int | None = None
    rpe: int | None = None
    minutes: int | None = None
    symptoms: tuple[str, ...] = ()
    items: tuple[ItemReport, ...] = ()
    note: str | None = None


class DayReport(Struct, frozen=True, kw_only=True):
    """How something for a whole day went: hours of wear, and how it felt."""

    key: str
    done: str
    hours: float | None = None
    comfort: str | None = None


class Retest(Struct, frozen=True, kw_only=True):
    """The value of a measure of `scales/measures`."""

    measure: str
    value: float
    date: dt.date | None = None


class CheckIn(Struct, frozen=True, kw_only=True):
    """A checked `checkin/1`.

    Attributes:
        red_flags: answers ticked among the safety questions; None = not asked.
    """

    date: dt.date
    sessions: tuple[SessionReport, ...] = ()
    all_day: tuple[DayReport, ...] = ()
    facts: dict[str, FactValue] = {}
    stretch_trials: tuple[StretchTrial, ...] = ()
    criteria: tuple[CriterionMet, ...] = ()
    red_flags: tuple[str, ...] | None = None
    retests: tuple[Retest, ...] = ()
    note: str | None = None
