"""Typed views of `catalog/ramps`: number series that a plan reproduces."""

from __future__ import annotations

from typing import Any

from msgspec import field

from planner.knowledge.model import Record


class WearItem(Record):
    """Which activity stands for the wear days of a ramp."""

    from_day: int
    to_day: int | None
    activity: str
    sport_in_insoles: bool


class OrthoticRamp(Record):
    """Insoles: most hours of wearing by wear day, and what holds or steps the series back.

    Attributes:
        hours_by_day: the published series; `by_day` is the same for every single day.
        for_: conditions that take this series.
    """

    unit: str
    evidence: str
    sources: tuple[str, ...]
    hours_by_day: tuple[tuple[int, int], ...]
    by_day: tuple[tuple[int, int], ...]
    by_day_note: str
    items: tuple[WearItem, ...]
    counts_from_day: int = 1
    all_day_from_day: tuple[int, int] | None = None
    sport_from_day: int | None = None
    repeat_day_if: str | None = None
    back_one_day_if: str | None = None
    adjust_if_not_comfortable_by_week: int | None = None
    no_new_running_before: str | None = None
    recheck: tuple[str, ...] = ()
    correction_counts_as_started: str | None = None
    for_: tuple[str, ...] = field(default=(), name="for")
    skin_check_after_each_wear_min: int | None = None
    stop_if: str | None = None


class LiftStep(Record):
    """Height of a heel lift from a wear day on."""

    from_day: int
    to_day: int | None
    lift_mm: float | None
    activity: str
    needs: str | None


class LiftTarget(Record):
    """Height to reach for one leg-length difference, and the height in each fortnight."""

    lld_mm: float
    target_mm: float
    by_fortnight: tuple[float, ...]
    in_shoe_max: float | None = None
    then: str | None = None


class HeelLiftRamp(Record):
    """Heel-lift height by wear day, hours of the first days, and its limits."""

    unit: str
    evidence: str
    sources: tuple[str, ...]
    start_mm: float
    step_mm: float
    step_every_days: int
    max_in_shoe_mm: float
    steps: tuple[LiftStep, ...]
    hours_by_day: tuple[tuple[int, int], ...]
    for_: str | None = field(default=None, name="for")
    by_fortnight: tuple[float, ...] = ()
    smaller_target_formula: str | None = None


class StandardHeelLiftRamp(HeelLiftRamp, kw_only=True):
    """The heel-lift ramp with the limits that hold for everybody."""

    treat_from_mm: float
    method_ok: tuple[str, ...]
    target_pct: int
    step_criterion: str
    max_heel_to_floor_mm: float
    refer_above_mm: float
    hold_days: int
    refer_after_holds: int
    first_week_hours_per_day_rise: int
    table: tuple[LiftTarget, ...]
    steps_note: str
    hours_note: str


class QuitStep(Record):
    """A step of quitting, in weeks from the quit day."""

    week: int
    activity: str
    recurrence: str


class ExpectedGain(Record):
    """Mean weight gain after quitting, in months from the quit day."""

    month: int
    kg: float


class QuitRamp(Record):
    """The quit-smoking calendar."""

    unit: str
    evidence: str
    sources: tuple[str, ...]
    steps: tuple[QuitStep, ...]
    quit_date_days_from_start: tuple[int, int]
    contact_within_days_after_quit: int
    quit_week_rules: tuple[str, ...]
    expected_gain_kg: tuple[ExpectedGain, ...]
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
