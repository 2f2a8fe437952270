"""Typed, read-only views of the rules, people and closed lists of the catalog.

Field names equal the keys in the YAML files. What a field means clinically is said in
`catalog/README.md`; here stands only its shape. Activities and effects have modules of their own
and can be imported from here too.
"""

from __future__ import annotations

from typing import Any

from msgspec import field

from planner.knowledge.activity import (
    Activity,
    Advance,
    Dose,
    Family,
    LadderLevel,
    Met,
    Muscles,
    Regress,
    TimeOfDay,
)
from planner.knowledge.base import Citation, Node, Range, Record, Target
from planner.knowledge.effect import (
    Allow,
    Ask,
    Decide,
    Defer,
    Disable,
    Effect,
    Exclude,
    Gate,
    Limit,
    Monitor,
    Order,
    Precaution,
    Progress,
    Refer,
    Require,
    Scale,
    SetMethod,
    Stop,
    Substitute,
    Weigh,
)

__all__ = [
    "Activity",
    "Advance",
    "AgeBand",
    "Allow",
    "Ask",
    "Citation",
    "Condition",
    "Criterion",
    "Decide",
    "Defer",
    "Disable",
    "Dose",
    "Effect",
    "Exclude",
    "Fact",
    "Family",
    "Gate",
    "IntensityClass",
    "LadderLevel",
    "Limit",
    "Met",
    "Monitor",
    "Muscles",
    "Node",
    "Order",
    "Precaution",
    "Progress",
    "Range",
    "Record",
    "Refer",
    "Regress",
    "Require",
    "Rule",
    "Scale",
    "ScreeningGroup",
    "SeedStatement",
    "SetMethod",
    "Source",
    "Stop",
    "Substitute",
    "Target",
    "Term",
    "TimeOfDay",
    "Weigh",
    "Why",
]


class Term(Record):
    """An entry of a closed list; lists with further data have their own class.

    Attributes:
        one: a unit, said of one of it; None where that makes no difference.
        units: units that a quantity may be given in.
        words: values of a quantity whose unit is `class`.
        assured_by: assurance that proves that a feature is off; None: its being off is told.
    """

    id: str
    meaning: str
    one: str | None = None
    aliases: tuple[str, ...] = ()
    rank: int | None = None
    group: str | None = None
    implies: tuple[str, ...] = ()
    items: int | None = None
    members: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    assured_by: str | None = None
    note: str | None = None


class IntensityClass(Record):
    """An intensity class with its ranges on every scale (ACSM)."""

    id: str
    meaning: str
    rank: int
    hrr_pct: Range
    hrmax_pct: Range
    rpe_6_20: Range
    rpe_0_10: Range
    met_absolute: tuple[float, float]
    talk_test: str
    pct_1rm: Range
    note: str | None = None


class AgeBand(Record):
    """An age band, both ends included, in years."""

    id: str
    meaning: str
    min: int
    max: int
    aliases: tuple[str, ...] = ()


class Why(Record):
    """The reason of a rule, for each reader."""

    patient: str
    clinician: str


class Rule(Record):
    """A clinical rule: `when` a tree is true, `then` its effects hold."""

    id: str
    says: str
    when: Node
    then: tuple[Effect, ...]
    why: Why
    severity: str
    evidence: str
    sources: tuple[Citation, ...]
    seed: tuple[str, ...]
    reviewed_on: str
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    cases_note: str | None = None
    alternatives: tuple[str, ...] = ()
    source_rule: str | None = None
    name: str | None = None
    ask: str | None = None
    icd10cm: tuple[str, ...] = ()


class Criterion(Record):
    """Something measurable that must become true before an item opens."""

    id: str
    meaning: str
    test: Node
    earliest_week_if_unmeasured: int | None
    evidence: str
    sources: tuple[str, ...]
    note: str | None = None


class Fact(Record):
    """A question of the intake or check-in, or a value derived from others."""

    id: str
    type: str
    ask: str
    answered_by: str
    unknown: str
    unit: str | None = None
    range: tuple[float, float] | None = None
    values: tuple[str, ...] = ()
    values_from: str | None = None
    formula: str | None = None
    intake_ask: str | None = None


class Condition(Record):
    """A diagnosis, finding, state or population."""

    id: str
    name: str
    kind: str
    icd10cm: tuple[str, ...]
    icd_verified: str
    stages: tuple[str, ...]
    uses_irritability: bool
    questions: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]
    stage_when: dict[str, Node] = field(default_factory=dict)
    derived_when: Node | None = None
    plan_bias: tuple[str, ...] = ()
    plan_requires: tuple[str, ...] = ()
    note: str | None = None
    watch_for: str | None = None
    icd_note: str | None = None
    aliases: tuple[str, ...] = ()


class ScreeningGroup(Record):
    """A checklist: one "none of these" answers every fact in `none_means`."""

    id: str
    title: str
    intro: str
    facts: tuple[str, ...]
    ask_at: str
    none_means: dict[str, Any]
    stay_unknown: tuple[str, ...] = ()
    skip_when: Node | None = None


class SeedStatement(Record):
    """A statement that the programme must honour.

    Attributes:
        literature: where studies and guidelines disagree with it, and what was done about it.
    """

    id: str
    title: str
    statement: str
    literature: str | None = None


class Source(Record):
    """A published work or an explicit policy."""

    id: str
    authors: str
    title: str
    verified: str
    used: bool
    year: int | None = None
    journal: str | None = None
    url: str | None = None
    doi: str | None = None
    doi_basis: str | None = None
    supports: str | None = None
    note: str | None = None
    aliases: tuple[str, ...] = ()
