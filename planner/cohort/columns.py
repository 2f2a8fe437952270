"""Tables of a cohort: what a row and a column of each is.

Every column is flat: one value, of a type that Parquet, CSV and databases know. A page is written
from this (tools/reference_pages.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from planner.export.csv import SEPARATOR

STATUSES = "statuses"
# Not the same on every run.
TIMINGS = "timings"


class Column(Struct, frozen=True):
    """A column: its Arrow type, and what its values mean; empty (null) is always possible."""

    kind: str
    meaning: str


class Table(Struct, frozen=True):
    """A table: what a row is, and its columns in their order."""

    row: str
    columns: Mapping[str, Column]


def joined(words: tuple[str, ...]) -> str:
    """A list of ids as one value, as `plan.csv` writes lists."""
    return SEPARATOR.join(words)


def parted(value: str | None) -> list[str]:
    """The ids of a value that `joined` made."""
    return value.split(SEPARATOR) if value else []


_PERSON = Column("int64", "The person: place in INTAKES, from 1; joins all tables")
_SESSION = Column("string", "Key of the session or whole day; stays the same when it moves")
_WEEK = Column("int16", "Week of the plan, from 1")
_DATE = Column("date32", "Day, where the person is")
_ACTIVITY = Column("string", "Id of the activity in the catalog")
_SIDE = Column("string", "`left`, `right` or `both`; empty where it has no side")

TABLES: Mapping[str, Table] = {
    "sessions": Table("a session", {
        "number": _PERSON,
        "session": _SESSION,
        "week": _WEEK,
        "date": _DATE,
        "start": Column("string", "Local time of day, such as 06:30"),
        "end": Column("string", "Local time of day"),
        "minutes": Column("int16", "Minutes from start to end"),
        "preferred": Column("bool", "It lies at a time that the person prefers"),
        "role": Column("string", "What kind of session it is"),
        "items": Column("int16", "How many items it has"),
    }),
    "items": Table("an item of a session, or an entry that lasts all day", {
        "number": _PERSON,
        "session": _SESSION,
        "week": _WEEK,
        "date": _DATE,
        "order": Column("int16", "Place in its session, from 1; empty where it lasts all day"),
        "activity": _ACTIVITY,
        "component": Column("string", "What it trains or is, such as `strength`"),
        "family": Column("string", "Family of variants of one movement that it belongs to"),
        "level": Column("int16", "Its level on the ladder of the family"),
        "side": _SIDE,
        "minutes": Column("int16", "Minutes in its session; empty where it lasts all day"),
        "new": Column("bool", "It comes for the first time; empty where it lasts all day"),
        "sets": Column("int16", "Sets"),
        "reps": Column("int16", "Repetitions of a set"),
        "hold_s": Column("int32", "Seconds of one hold"),
        "rest_s": Column("int32", "Seconds of rest between sets"),
        "times_per_day": Column("int16", "Times a day"),
        "rpe": Column("int16", "Effort, 0 to 10"),
        "pct_1rm": Column("int16", "Load in percent of the most that can be lifted once"),
        "hours": Column("int16", "Hours of wear"),
        "lift_mm": Column("float64", "Height of a heel lift in millimetres"),
        "steps": Column("int32", "Steps a day"),
        "distance_m": Column("int32", "Distance in metres"),
        "conditional": Column("string", "Criterion that must be met first; empty where none must"),
    }),
    "exclusions": Table("an activity, or a side of one, that a plan does not offer", {
        "number": _PERSON,
        "activity": _ACTIVITY,
        "side": _SIDE,
        "verdict": Column(
            "string", "`excluded`, `deferred`, `no_benefit`, `not_available` or `not_considered`"
        ),
        "until": Column("string", "Criterion that a deferred activity waits for"),
        "rules": Column(
            "string",
            f"Ids of what says so, with `{SEPARATOR}` between: rules, template, `min_level`",
        ),
    }),
    TIMINGS: Table("a person; the only table that differs from run to run", {
        "number": _PERSON,
        "seconds": Column("float64", "Seconds by the clock"),
        "cpu_seconds": Column("float64", "Seconds of the processor"),
    }),
    # The last one: where it stands, the others stand too.
    STATUSES: Table("a person, planned or not", {
        "number": _PERSON,
        "id": Column("string", "Id of the intake; empty where it could not be read"),
        "name": Column("string", "File, or file and row, of the intake"),
        "intake": Column("string", "SHA-256 of the intake as it stood there"),
        "exit_code": Column("int16", "As of `planner plan`; 0 = planned"),
        "message": Column("string", "Why there is no plan; empty where there is one"),
        "status": Column("string", "`optimal` or `feasible`; the other columns from here on are"
                         " empty without a plan, but for the decision of a referral"),
        "decision": Column("string", "Decision of the screening"),
        "provisional": Column("bool", "A needed answer or clearance is still missing"),
        "template": Column("string", "Id of the template"),
        "template_version": Column("string", "Its version"),
        "weeks": Column("int16", "Weeks of the plan"),
        "sessions": Column("int32", "Sessions of the plan"),
        "minutes": Column("int32", "Minutes of all weeks together"),
        "shortfall": Column("int64", "Points short of the targets; 0 = every target is met"),
        "questions": Column("int16", "Questions that are still open"),
    }),
}  # fmt: skip
