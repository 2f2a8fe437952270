"""Typed views of the smaller files: plan biases, goals, bundles, timing, equipment."""

from __future__ import annotations

from typing import Any

from msgspec import field

from planner.knowledge.model import Record, Target


class PlanBias(Record):
    """A short name of what a condition favours in a plan.

    Attributes:
        in_plan: a plan for the condition holds at least one such item, where there is room;
            targets are named best first.
        prints: red-flag rules whose signs are printed with the plan.
    """

    id: str
    targets: tuple[Target, ...] = ()
    text: str | None = None
    only_if_criterion: str | None = None
    in_plan: bool = False
    prints: tuple[str, ...] = ()
    note: str | None = None


class GoalTerm(Record):
    """A goal that an intake may name."""

    id: str
    meaning: str
    components: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    takes: tuple[str, ...] = ()


class Bundle(Record):
    """Several screening groups answered at once."""

    id: str
    title: str
    includes: tuple[str, ...]


class Timing(Record):
    """Seconds of work, used to estimate how long an item takes."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    seconds_per_repetition: dict[str, int]
    seconds_to_change_side: int


class EquipmentPolicy(Record):
    """Which equipment is taken to be at hand in every home."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    always_at_hand: tuple[str, ...]
    note: str


class OrdinaryAnswers(Record):
    """An ordinary person who answered everything, to complete the answers of a case.

    Attributes:
        assessed_on: the day of the answers.
        facts: answers that no screening group and no derivation gives.
        not_applicable: facts that are not asked of this person.
    """

    schema_version: int
    assessed_on: str
    facts: dict[str, Any]
    not_applicable: tuple[str, ...]
