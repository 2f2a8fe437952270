"""Typed view of `catalog/progression.yaml`: how check-ins are read and become decisions."""

from __future__ import annotations

from planner.knowledge.base import Node, Range, Record, Target


class ResponseRow(Record):
    """A response that follows from pain scores; every range that is given must hold.

    Attributes:
        during: worst pain during the item.
        rise: that score less the one before the session.
        morning: score of the next morning less the baseline.
    """

    response: str
    during: Range | None = None
    rise: Range | None = None
    morning: Range | None = None


class SecondRed(Record):
    """What follows when one item is red twice within some days."""

    within_days: int
    rule: str
    urgency: str
    text: str


class Signal(Record):
    """What an answer of a check-in changes; read at check-ins only, never for a plan."""

    id: str
    when: Node
    change: str
    target: Target
    urgency: str
    text: str
    sources: tuple[str, ...]
    evidence: str


class Asked(Record):
    """A fact that a guided check-in asks while a tree is true."""

    fact: str
    when: Node


class ProgressionPolicy(Record):
    """The whole file; every number is said beside its key there."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    pain_range: Range
    effort_range: Range
    responses: tuple[ResponseRow, ...]
    colours: dict[str, tuple[str, ...]]
    reported: tuple[str, ...]
    item_symptoms: tuple[str, ...]
    baseline_days: int
    red_flags_valid_days: int
    pain_gate_days: int
    adherence_days: int
    adherence_partial: float
    two_for_two_reps: int
    spare_reps_at_effort: tuple[tuple[int, int], ...]
    trend_points: int
    lookback_weeks: int
    weight_weeks: int
    steady_minutes: int
    strength_days: int
    response_from_week: int
    second_red: SecondRed
    wear: dict[str, str]
    lift_family: tuple[str, ...]
    signals: tuple[Signal, ...]
    ask: tuple[Asked, ...]
    measured_by: dict[str, str]
    texts: dict[str, str]
