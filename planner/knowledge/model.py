"""Typed, read-only views of the rule grammar, activities, conditions and facts of the catalog.

Field names equal the keys in the YAML files. What a field means clinically is said in
`catalog/README.md`; here stands only its shape.
"""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct, field

Range = tuple[int, int]


class Record(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Base of every catalog record: immutable, unknown keys refused."""


class Term(Record):
    """An entry of a closed list; lists with further data have their own class."""

    id: str
    meaning: str
    aliases: tuple[str, ...] = ()
    rank: int | None = None
    group: str | None = None
    implies: tuple[str, ...] = ()
    items: int | None = None
    members: tuple[str, ...] = ()
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


class Citation(Record):
    """A reference to a source, optionally with the place in it."""

    id: str
    note: str | None = None


class Node(Record):
    """A node of a condition tree. Exactly one of the first eight fields is set."""

    all: tuple[Node, ...] | None = None
    any: tuple[Node, ...] | None = None
    not_: Node | None = field(default=None, name="not")
    condition: str | None = None
    fact: str | None = None
    trial: str | tuple[str, ...] | None = None
    response: str | tuple[str, ...] | None = None
    criterion: str | None = None
    stage: tuple[str, ...] = ()
    side: str | None = None
    muscle: str | None = None
    equals: bool | int | float | str | None = None
    in_: tuple[bool | int | float | str, ...] | None = field(default=None, name="in")
    at_least: int | float | None = None
    at_most: int | float | None = None
    between: tuple[int | float, int | float] | None = None


class Target(Record):
    """Which activities an effect touches: the union of its selectors, less `except`."""

    movement: tuple[str, ...] = ()
    muscle_stretch: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    component: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    impact_above: str | None = None
    tag: tuple[str, ...] = ()
    any: bool = False
    except_: Target | None = field(default=None, name="except")


class Exclude(Record):
    """Never schedule the target while the rule holds (optionally until, or inside a window)."""

    target: Target
    until: str | None = None
    retest_after_days: int | None = None
    window: str | None = None
    minutes: int | None = None


class Defer(Record):
    """Forbid the target until a criterion is true; week for the unmeasured case."""

    target: Target
    until: str
    earliest_week_if_unmeasured: int | None
    also_until: str | None = None


class Gate(Record):
    """Open the target only while a tree is true."""

    target: Target
    open_when: Node


class Limit(Record):
    """Body of `cap` and `floor`: a bound on a quantity of the target."""

    quantity: str
    target: Target
    unit: str
    value: int | float | str | None = None
    value_from: str | None = None
    value_formula: str | None = None
    window: str | None = None
    applies_from_minutes: int | None = None
    level: str | None = None
    levels: tuple[str, ...] = ()
    groups: str | tuple[str, ...] | None = None
    hours: int | None = None
    per_weeks: int | None = None
    soft: bool = False
    unless_current_higher_factor: float | None = None
    variables_up_per_component: int | None = None
    across_families: bool = False
    non_consecutive: bool = False
    rise_per_week: int | None = None
    when_intensity_step: bool = False
    absolute_max: int | None = None


class Require(Record):
    """The plan must hold something."""

    what: Target
    relation: str
    of: Target | None = None
    min_days: int | None = None
    max_days: int | None = None
    from_week: int | None = None
    week: int | None = None
    match: str | None = None
    non_consecutive: bool = False
    days_before: int | None = None
    window: str | None = None
    when_present: str | None = None
    unless_blocked: bool = False
    with_first_stretch_week: bool = False
    override: str | None = None
    if_goal: bool = False


class Order(Record):
    """Sequence or spacing between items."""

    sequence: tuple[str, ...] = ()
    spacing_weeks: int | None = None
    first: Target | None = None
    not_after: Target | None = None
    relation: str | None = None
    ratio: tuple[float, float] | None = None
    max_difference: int | None = None


class Substitute(Record):
    """Use one item in place of the target."""

    target: Target
    with_: tuple[str, ...] = field(name="with")


class Weigh(Record):
    """Body of `prefer` and `avoid`: raise or lower the score of the target (soft)."""

    target: Target
    weight: int
    window: str | None = None
    minutes: int | None = None
    until: str | None = None


class Allow(Record):
    """This rule does not restrict the target."""

    target: Target


class Precaution(Record):
    """Attach text (and a code) to the target."""

    target: Target
    text: str
    code: str | None = None


class Refer(Record):
    """Print a referral."""

    urgency: str
    text: str


class Stop(Record):
    """No plan, or no session, or not this item."""

    scope: str
    text: str
    keeps: tuple[str, ...] = ()


class Ask(Record):
    """Put a question into week 1."""

    fact: str


class Monitor(Record):
    """Add a repeated check."""

    what: str
    every_days: int
    expected_kg: dict[str, float] | None = None
    first_goal_pct: int | None = None
    months: int | None = None


class Progress(Record):
    """Step a ladder up, hold it, or step back."""

    target: Target
    change: str
    sessions: int
    until: str | None = None
    max_weeks: int | None = None
    then_scale: float | None = None
    max_moved_sessions: int | None = None


class Scale(Record):
    """Multiply a quantity by a factor."""

    quantity: str
    target: Target
    factor: float | None = None
    factors: tuple[float, ...] = ()
    window: str | None = None
    every_weeks: int | None = None
    not_last_week: bool = False
    minus: int | None = None
    levels_down: int | None = None


class SetMethod(Record):
    """Choose how intensity is measured."""

    target: Target
    method: str


class Disable(Record):
    """Turn a feature off."""

    feature: str


class Decide(Record):
    """A screening decision."""

    decision: str


class Effect(Record):
    """One effect of a rule: exactly one field is set; `kind` names it, `body` is its value."""

    exclude: Exclude | None = None
    defer: Defer | None = None
    gate: Gate | None = None
    cap: Limit | None = None
    floor: Limit | None = None
    require: Require | None = None
    order: Order | None = None
    substitute: Substitute | None = None
    prefer: Weigh | None = None
    avoid: Weigh | None = None
    allow: Allow | None = None
    precaution: Precaution | None = None
    refer: Refer | None = None
    stop: Stop | None = None
    ask: Ask | None = None
    monitor: Monitor | None = None
    progress: Progress | None = None
    scale: Scale | None = None
    set_method: SetMethod | None = None
    disable: Disable | None = None
    decide: Decide | None = None
    note: str | None = None

    KINDS: ClassVar[tuple[str, ...]] = (
        "exclude", "defer", "gate", "cap", "floor", "require", "order", "substitute", "prefer",
        "avoid", "allow", "precaution", "refer", "stop", "ask", "monitor", "progress", "scale",
        "set_method", "disable", "decide", "note",
    )  # fmt: skip

    @property
    def kind(self) -> str:
        """Name of the one effect that is set."""
        return next(kind for kind in self.KINDS if getattr(self, kind) is not None)

    @property
    def body(self) -> Any:
        """Value of the one effect that is set."""
        return getattr(self, self.kind)


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
    cases: dict[str, dict[str, Any]] = {}
    cases_note: str | None = None
    alternatives: tuple[str, ...] = ()
    source_rule: str | None = None
    name: str | None = None
    ask: str | None = None
    icd10cm: tuple[str, ...] = ()


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


class Activity(Record):
    """A catalog entry that can be scheduled."""

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


class Advance(Record):
    """What must hold before the next ladder level, as far as a machine can read it."""

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
    stage_when: dict[str, Node] = {}
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
