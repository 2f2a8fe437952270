"""The intake as the person or clinician gave it: parsed and checked, nothing derived yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

FactValue = bool | int | float | str | tuple[str, ...]


class Value(Struct, frozen=True, kw_only=True):
    """Base of the frozen domain values."""


class Person(Value, frozen=True):
    """How the person reads: `language` by its code (ISO 639-1); None = as the planner speaks."""

    language: str | None = None


class PlanRequest(Value, frozen=True):
    """What plan is asked for: `start` is local in `timezone` (an IANA name)."""

    start: dt.date
    weeks: int
    timezone: str
    template: str | None = None


class ConditionRecord(Value, frozen=True):
    """A condition as recorded; `details` holds further fields such as `measured_mm`."""

    id: str
    side: str | None = None
    stage: str | None = None
    since: dt.date | None = None
    details: dict[str, Any] = {}


class StretchTrial(Value, frozen=True):
    """Outcome of one stretch test; `side` is left, right or both."""

    muscle: str
    side: str
    outcome: str
    date: dt.date
    activity: str | None = None


class CriterionMet(Value, frozen=True):
    """A criterion that was measured: `met_on` None with `met` False means measured and not met."""

    id: str
    met_on: dt.date | None = None
    met: bool = True


class ScreenedGroup(Value, frozen=True):
    """Answer to a checklist: every fact of the group is false but the `positive` ones."""

    date: dt.date
    positive: tuple[str, ...] = ()


class Clearance(Value, frozen=True):
    """A medical clearance; scope is `light_moderate` or `all`."""

    scope: str
    by: str
    date: dt.date


class Window(Value, frozen=True):
    """Times at which the person is available: weekdays (0 = Monday) or dates, local clock."""

    days: tuple[int, ...]
    dates: tuple[dt.date, ...]
    start: dt.time
    end: dt.time
    preferred: bool = False


class Busy(Value, frozen=True):
    """A time that is taken; local and naive, in the plan's timezone."""

    start: dt.datetime
    end: dt.datetime


class BusyCalendar(Value, frozen=True):
    """A calendar file that the intake names, and the busy times read from it.

    `sha256` is the digest of the file's bytes; empty as long as the file was not read.
    """

    file: str
    sha256: str = ""
    busy: tuple[Busy, ...] = ()
    notes: tuple[str, ...] = ()


class Away(Value, frozen=True):
    """Days without training, both ends included; kind: travel, illness or holiday."""

    start: dt.date
    end: dt.date
    kind: str


class Sleep(Value, frozen=True):
    """Sleep that differs from wake and bed, on the given dates (local clock)."""

    dates: tuple[dt.date, ...]
    start: dt.time
    end: dt.time


class Preferences(Value, frozen=True):
    """Ids of activities, families or components."""

    like: tuple[str, ...] = ()
    dislike: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Goal(Value, frozen=True):
    """A goal of the closed list in the catalog."""

    id: str
    target_kg: float | None = None
    by_week: int | None = None
    activity: str | None = None


class Suggestion(Value, frozen=True):
    """What others told the person to do."""

    activity: str
    by: str


class Override(Value, frozen=True):
    """A rule set aside by someone who may; always printed."""

    rule: str
    by: str
    reason: str


class Intake(Value, frozen=True):
    """A checked `intake/1`; every id exists in the catalog, every unit is metric.

    `sha256` is the digest of the file's canonical content; it names the intake in the plan.
    """

    id: str
    assessed_on: dt.date
    plan: PlanRequest
    facts: dict[str, FactValue]
    conditions: tuple[ConditionRecord, ...] = ()
    stretch_trials: tuple[StretchTrial, ...] = ()
    criteria: tuple[CriterionMet, ...] = ()
    screened: dict[str, ScreenedGroup] = {}
    clearance: tuple[Clearance, ...] = ()
    availability: tuple[Window, ...] = ()
    busy: tuple[Busy, ...] = ()
    busy_calendars: tuple[BusyCalendar, ...] = ()
    away: tuple[Away, ...] = ()
    sleep: tuple[Sleep, ...] = ()
    wake: dt.time | None = None
    bed: dt.time | None = None
    equipment: tuple[str, ...] | None = None
    preferences: Preferences = Preferences()
    goals: tuple[Goal, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    overrides: tuple[Override, ...] = ()
    person: Person = Person()
    sha256: str = ""
