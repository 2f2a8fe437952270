"""Typed view of `catalog/planning.yaml`: scheduling numbers that no single rule holds."""

from __future__ import annotations

from msgspec import field

from planner.knowledge.model import Node, Record


class PoolSize(Record):
    """Candidates of a component = items at once x factor + spare."""

    factor: int
    spare: int


class Scores(Record):
    """Points that put a family among the candidates of a plan."""

    included: int
    required: int
    preferred: int
    finding: int
    liked: int
    disliked: int
    rule_prefer: int
    rule_avoid: int
    goal: int
    evidence: dict[str, int]


class EnergyPolicy(Record):
    """Numbers of the body-mass forecast that the energy model leaves open."""

    pal_sedentary: float
    pal_active: float
    deficit_kcal_day: int
    least_intake_kcal_day: dict[str, int]
    least_share_of_rmr: float
    band_pct: int


class WayOut(Record):
    """A change of the times given: more days a week, minutes longer free times.

    `free_busy` instead asks for the busy times of the week of the clash.
    """

    days_more: int = 0
    minutes_more: int = 0
    free_busy: bool = False


class NewDay(Record):
    """Free time of a day more for a person who gives none; `from` is a local clock time."""

    from_: str = field(name="from")
    minutes: int


class ChangePoints(Record):
    """Points of one change against the published plan.

    `item` is an item that is dropped, added or moved to another day.
    """

    item: int
    level: int
    time: int
    dose: int


class ReplanPolicy(Record):
    """What a change is, and how much clinical shortfall fewer changes may cost a week."""

    points: ChangePoints
    tolerance_a_week: int


class Planning(Record):
    """Scheduling policy; every field is explained beside its value in the file."""

    schema_version: int
    evidence: str
    sources: tuple[str, ...]
    reviewed_on: str
    shortest_session_minutes: int
    minutes_grid: int
    reference_weeks: int
    easy_day_minutes: int
    deload_every_weeks: int
    lighter_week_pct: int
    met_minutes_add: int
    met_minutes_pct: int
    set_growth_add: int
    set_growth_pct: int
    ladder_steps_per_week: int
    hold_variants_weeks: tuple[int, ...]
    latest_start_before_end_weeks: int
    endurance_families: int
    families_per_component: PoolSize
    score: Scores
    item_weight: int
    coverage_weight: int
    once_weight: int
    wish_weight: int
    beyond_weight: int
    session_components: tuple[str, ...]
    exercise_components: tuple[str, ...]
    all_day_components: tuple[str, ...]
    all_day_tags: tuple[str, ...]
    all_day_activities: tuple[str, ...]
    untimed_activities: tuple[str, ...]
    reminder_weekday: int
    not_new_components: tuple[str, ...]
    not_new_tags: tuple[str, ...]
    not_new_activities: tuple[str, ...]
    load_note: str
    load_note_one: str
    lift_grid_mm: float
    days_give_way: tuple[str, ...]
    unless_blocked_from_week: int
    settling_in_weeks: int
    endurance_share_pct: int
    least_items_at_once: dict[str, int]
    balanced_sets: dict[str, tuple[str, ...]]
    all_day_share_of_new: int
    everyday_first: tuple[str, ...]
    quit_day_from_start: int
    quit_day_if: Node
    quit_if_not_ready: tuple[str, ...]
    quit_ask_again_weeks: int
    session_order: tuple[str, ...]
    warms_for_stretch: tuple[str, ...]
    session_roles: tuple[str, ...]
    energy: EnergyPolicy
    ways_out: tuple[WayOut, ...]
    new_day: NewDay
    replan: ReplanPolicy
    texts: dict[str, str]
