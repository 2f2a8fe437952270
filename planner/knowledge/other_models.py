"""Typed views of doses, ramps, scales, stretch tests, energy, goals, timing and equipment."""

from __future__ import annotations

from typing import Any

from planner.knowledge.model import Node, Record, Target


class PlanBias(Record):
    """A short name of what a condition favours in a plan."""

    id: str
    targets: tuple[Target, ...] = ()
    text: str | None = None
    only_if_criterion: str | None = None
    note: str | None = None


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


class WearItem(Record):
    """Which activity stands for the wear days of a ramp."""

    from_day: int
    to_day: int | None
    activity: str
    sport_in_insoles: bool


class OrthoticRamp(Record, forbid_unknown_fields=False):
    """Most hours of wearing insoles by wear day."""

    by_day: tuple[tuple[int, int], ...]
    items: tuple[WearItem, ...]
    by_day_note: str


class LiftStep(Record):
    """Height of a heel lift from a wear day on."""

    from_day: int
    to_day: int | None
    lift_mm: float | None
    activity: str
    needs: str | None


class HeelLiftRamp(Record, forbid_unknown_fields=False):
    """Heel-lift height by fortnight, hours of the first days, and its limits."""

    start_mm: float
    step_mm: float
    max_in_shoe_mm: float
    steps: tuple[LiftStep, ...]
    hours_by_day: tuple[tuple[int, int], ...]


class StandardHeelLiftRamp(HeelLiftRamp, forbid_unknown_fields=False):
    """The heel-lift ramp with the limits that hold for everybody."""

    treat_from_mm: float
    target_pct: int
    refer_above_mm: float


class QuitStep(Record):
    """A step of quitting, in weeks from the quit day."""

    week: int
    activity: str
    recurrence: str


class QuitRamp(Record, forbid_unknown_fields=False):
    """The quit-smoking calendar."""

    steps: tuple[QuitStep, ...]
    quit_date_days_from_start: tuple[int, int]
    if_not_ready: str


class Ramps(Record):
    """Number series that a plan reproduces."""

    orthotic_standard: OrthoticRamp
    orthotic_slow: OrthoticRamp
    heel_lift_standard: StandardHeelLiftRamp
    heel_lift_fragile: HeelLiftRamp
    quit_smoking: QuitRamp
    endurance_series: dict[str, Any]
    endurance_caps: tuple[dict[str, Any], ...]
    absence: dict[str, Any]
    pain_phases: tuple[dict[str, Any], ...]

    def of(self, reference: str) -> OrthoticRamp | HeelLiftRamp | None:
        """The ramp that a `value_from` such as `ramps.orthotic_slow` names."""
        found = getattr(self, reference.removeprefix("ramps."), None)
        return found if isinstance(found, OrthoticRamp | HeelLiftRamp) else None


class Timing(Record):
    """Seconds of work, used to estimate how long an item takes."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    seconds_per_repetition: dict[str, int]
    seconds_to_change_side: int


class GoalTerm(Record):
    """A goal that an intake may name."""

    id: str
    meaning: str
    components: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    takes: tuple[str, ...] = ()


class Bundle(Record):
    """Several screening groups answered at once."""

    id: str
    title: str
    includes: tuple[str, ...]


class EquipmentPolicy(Record):
    """Which equipment is taken to be at hand in every home."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    always_at_hand: tuple[str, ...]
    note: str
