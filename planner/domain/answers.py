"""What is known about one person, in the form that rule conditions read.

Unknown stays unknown: a fact that is missing from `facts`, or a condition listed in
`conditions_unknown`, is neither true nor false.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from planner.domain.intake import FactValue


class RecordedCondition(Struct, frozen=True):
    """A recorded condition: `stage` None means the stage was not answered."""

    stage: str | None = None
    side: str | None = None


class TrialResult(Struct, frozen=True):
    """Latest trial of one muscle on one side (left or right)."""

    muscle: str
    side: str
    outcome: str
    date: dt.date | None = None


class ResponseRecord(Struct, frozen=True):
    """How the body answered to an activity (from check-ins)."""

    response: str
    activity: str | None = None


class Answers(Struct, frozen=True, kw_only=True):
    """Resolved answers of one person on one date.

    Attributes:
        facts: fact id to value, metric, derived facts included; missing id = unknown.
        derived: ids in `facts` that were computed, not answered.
        conditions: recorded conditions by id; a condition that is not here and not in
            `conditions_unknown` may still hold by its `derived_when`.
        trials: one entry per (muscle, side) that was tested; None = trials not asked.
        responses: from check-ins; empty before the first session (policy `empty_log`).
        criteria: measured criteria, id to met or not; missing = use the criterion's test.
        criteria_from: date from which a criterion in `criteria` counts as met.
        notices: what the reader of the intake should be told (a fact that beat a "none", ...).
    """

    facts: dict[str, FactValue]
    derived: frozenset[str] = frozenset()
    conditions: dict[str, RecordedCondition] = {}
    conditions_unknown: frozenset[str] = frozenset()
    trials: tuple[TrialResult, ...] | None = None
    responses: tuple[ResponseRecord, ...] | None = ()
    criteria: dict[str, bool] = {}
    criteria_from: dict[str, dt.date] = {}
    notices: tuple[str, ...] = ()
