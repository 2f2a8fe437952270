"""Typed views of activities with their doses, and of the ladders that order them."""

from __future__ import annotations

from msgspec import field

from planner.knowledge.base import Citation, Range, Record


class Met(Record):
    """Energy cost: MET value with its code in the Compendium of Physical Activities."""

    value: float
    code: str | None
    edition: str | None
    proxy: bool


class Dose(Record):
    """What is prescribed at one level of the person. Units stand in the names."""

    days_per_week: Range
    minutes: int | None = None
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    rest_s: int | None = None
    rpe: int | None = None
    sides: str | None = None
    sessions_per_day: int | None = None
    hours_by_day: tuple[tuple[int, int], ...] | None = None
    hours_per_day: int | None = None
    lift_mm: float | None = None
    distance_m: int | None = None


class TimeOfDay(Record):
    """When in the day an activity may lie (minutes)."""

    end_minutes_before_sleep: int | None = None
    not_within_minutes_of_waking: int | None = None
    prefer: str | None = None
    after_meal_minutes: Range | None = None


class Muscles(Record):
    """Muscles that an activity stretches or works."""

    stretched: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


class DraftOf(Record):
    """Where an activity was taken from, and who has reviewed it.

    Attributes:
        source, record: collection of exercise data, and the record in it.
        says: what the record says of kind and level; unchecked, and used for nothing.
        not_taken: words of it that the catalog has nothing for.
    """

    source: str
    record: str
    licence: str
    says: dict[str, str] = field(default_factory=dict)
    not_taken: tuple[str, ...] = ()
    reviewed_by: str | None = None
    reviewed_on: str | None = None


class Activity(Record):
    """A catalog entry that can be scheduled.

    Attributes:
        draft: where it was taken from; only a reviewed one is loaded.
    """

    id: str
    name: str
    component: str
    summary: str
    instructions: tuple[str, ...]
    cues: tuple[str, ...]
    positions: tuple[str, ...]
    movements: tuple[str, ...]
    laterality: str
    met: Met | None
    impact: str
    equipment: tuple[str, ...]
    dose: dict[str, Dose]
    minutes: Range
    setup_minutes: int
    min_level: str
    patient_why: str
    stop_if: tuple[str, ...]
    tags: tuple[str, ...]
    evidence: str
    sources: tuple[Citation, ...]
    seed: tuple[str, ...]
    muscles: Muscles = Muscles()
    family: str | None = None
    level: int | None = None
    clinician_why: str | None = None
    mistakes: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    time_of_day: TimeOfDay | None = None
    recurrence: str | None = None
    relative_week_to_quit_day: int | None = None
    indicated_by: tuple[str, ...] = ()
    neural_tension: str | None = None
    trial_test: str | None = None
    hold_s_age_65: Range | None = None
    note: str | None = None
    note_minutes: str | None = None
    draft: DraftOf | None = None


class Advance(Record):
    """What must hold before the next ladder level, as far as a machine can read it.

    `shown_by` is a fact: who does as many minutes already starts above the level.
    """

    bouts_per_day: int | None = None
    minutes: int | str | None = None
    days_per_week: int | None = None
    weeks: int | None = None
    sessions: int | None = None
    reps: int | str | None = None
    sets: int | str | None = None
    hold_s: int | None = None
    rpe_6_20_at_most: int | None = None
    rpe_0_10_at_most: int | None = None
    spare_reps: int | None = None
    pain_at_most: int | None = None
    pain_gate: str | None = None
    rule: str | None = None
    criterion: str | None = None
    shown_by: str | None = None


class Regress(Record):
    """Which responses step a family back, and for how many sessions."""

    responses: tuple[str, ...]
    sessions_at_lower_level: int


class LadderLevel(Record):
    """One level of a family: an activity and the way to the next level."""

    level: int
    activity: str
    advance_text: str
    regress_when: Regress
    advance_when: Advance | None = None


class Family(Record):
    """Ordered variants of one movement."""

    id: str
    component: str
    levels: tuple[LadderLevel, ...]
