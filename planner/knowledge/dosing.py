"""Typed views of `catalog/doses`: dose rows, and how the level of a person is found."""

from __future__ import annotations

from typing import Any

from planner.knowledge.model import Node, Record


class DoseRow(Record):
    """Dose of a component for one level and age band; fields differ by component.

    `intensity`, `weekly_volume` and `progression` are tables of the row as the file holds them.
    """

    id: str
    component: str
    level: str
    age_band: str
    days_per_week: tuple[int, int]
    intensity: dict[str, Any]
    session_minutes: tuple[int, int]
    weekly_volume: dict[str, Any]
    progression: dict[str, Any]
    sources: tuple[str, ...]
    evidence: str
    warmup_minutes: tuple[int, int]
    cooldown_minutes: tuple[int, int]
    rest_hours_same_muscle: int
    bouts_per_day: tuple[int, int] | None = None
    min_bout_minutes: int | None = None
    warmup_exempt_if: tuple[dict[str, Any], ...] = ()
    nonconsecutive_same_muscle: bool | None = None
    exercises_per_session: tuple[int, int] | None = None
    sets: tuple[int, int] | None = None
    reps: tuple[int, int] | None = None
    rest_between_sets_seconds: tuple[int, int] | None = None
    tempo_con_pause_ecc: str | None = None
    rest_hours_exempt: str | None = None
    hold_seconds: tuple[int, int] | None = None
    reps_per_muscle: tuple[int, int] | None = None
    total_seconds_per_muscle_per_session: tuple[int, int] | None = None
    muscles_per_session: tuple[int, int] | None = None
    pnf: dict[str, Any] | None = None
    required: bool | None = None
    reps_per_exercise: tuple[int, int] | None = None
    neat: dict[str, Any] | None = None
    energy: dict[str, Any] | None = None
    applies_when: Node | None = None
    note: str | None = None
    notes: Any = None


class LevelTest(Record):
    """A level holds while its tree is true."""

    level: str
    when: Node
    basis: str


class ComponentLevels(Record):
    """Level tests of one component, lowest first."""

    component: str
    levels: tuple[LevelTest, ...]


class SameLevel(Record):
    """A component whose level follows from others."""

    component: str
    rule: str


class LevelAssignment(Record):
    """How the level of a person is found."""

    procedure: str
    fallback: str
    components: tuple[ComponentLevels, ...]
    same_as: tuple[SameLevel, ...]
    promotion_when: Node
    promotion_hold_weeks: int
    demotion_when: Node


class Dosing(Record):
    """Dose rows by id, and the assignment of levels."""

    rows: dict[str, DoseRow]
    level_assignment: LevelAssignment
