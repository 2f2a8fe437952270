"""Typed view of a programme template: what a clinician tunes, in the catalog's words.

A template narrows and chooses; it cannot loosen what a rule of the catalog forbids.
"""

from __future__ import annotations

from msgspec import field

from planner.knowledge.model import Node, Record


class ComponentTarget(Record):
    """Weekly target of one component in a phase.

    Attributes:
        unit: `minutes` (a week) or `days` (a week).
        goal: one value a week of the phase; the last value repeats.
        min: below this the week counts as failed rather than short; 0 = none.
        weight: weight of one minute (or of one day) short, in the first objective level.
        items: how many different families of the component may be active at once.
    """

    unit: str
    goal: tuple[int, ...]
    min: int = 0
    weight: int = 1
    items: int = 1


class DoseRange(Record):
    """How far doses of a component go in a phase, inside what catalog and rules give.

    Attributes:
        sets_at_most, reps_at_most, hold_s_at_most: of an item with sets; None = the catalog's own.
        minutes_at_most: of one bout of endurance.
        rest_s_at_least: seconds of rest between two sets.
    """

    sets_at_most: int | None = None
    reps_at_most: int | None = None
    hold_s_at_most: int | None = None
    minutes_at_most: int | None = None
    rest_s_at_least: int | None = None


class TemplatePhase(Record):
    """A clinical stage: weeks (both ends included), aim, targets, items.

    `include`, `prefer` and `leave_out` hold ids of families or activities. `least_days` are days
    a week that every full week of the phase gives a component, wherever a plan can hold them;
    `most_days` are days that no week goes beyond, and the days of `days_apart` do not follow each
    other. All three give way to rules. `doses` make doses of a component easier, never harder, and
    give way to what a rule asks for.
    """

    id: str
    name: str
    aim: str
    weeks: tuple[int, int]
    targets: dict[str, ComponentTarget]
    include: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    least_days: dict[str, int] = field(default_factory=dict)
    most_days: dict[str, int] = field(default_factory=dict)
    days_apart: tuple[str, ...] = ()
    doses: dict[str, DoseRange] = field(default_factory=dict)
    opens_when: str | None = None
    effort_rpe_at_most: int | None = None


class Once(Record):
    """Something done once in each named week (an assessment, a lesson)."""

    activity: str
    weeks: tuple[int, ...]
    when: Node | None = None
    unlocks: tuple[str, ...] = ()


class Daily(Record):
    """An all-day item: from `week` on, on `days_per_week` days, until `until_week` if given."""

    activity: str
    week: int
    days_per_week: int = 7
    until_week: int | None = None
    when: Node | None = None


class Caps(Record):
    """Caps that keep a programme bearable; the catalog's rules may be stricter."""

    sessions_per_day: int
    items_per_session: int
    families_at_once: int
    dwell_weeks: int
    session_minutes: int | None = None


class Burden(Record):
    """Weights of the later objective levels."""

    per_item: int
    per_unpreferred_session: int
    per_session: int = 0


class Maintenance(Record):
    """What to keep up after the last week, printed with the plan."""

    text: tuple[str, ...]


# What a plan can be measured for, against what a publication asks.
MEASURES = (
    "weeks",
    "days",
    "days_in_a_row",
    "sessions",
    "exercises",
    "exercises_a_day",
    "sets",
    "reps",
    "rest_s",
    "effort_rpe_6_20",
    "work_minutes",
    "warm_up_minutes",
    "slow_down_minutes",
    "lessons",
    "step_goal_days",
)


class Published(Record):
    """Something that a published programme asks for, and what the template makes of it.

    Attributes:
        asks: what is asked, in words.
        source: where it stands.
        measure: what a plan is measured for (`MEASURES`); None: it is told in words alone.
        components: the components that count for the measure.
        muscles: what counts has to train one of them first of all; none = anything counts.
        weeks: first and last week that it is about; None = all.
        low: least that is asked; None = no lower end.
        high: most that is asked; None = no upper end.
        plans: what the template plans instead, and why; None where a plan keeps to it.
    """

    asks: str
    source: str
    measure: str | None = None
    components: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    weeks: tuple[int, int] | None = None
    low: int | None = None
    high: int | None = None
    plans: str | None = None


class Template(Record):
    """A clinician-tuned programme to be fitted to a person.

    Attributes:
        extends: id or file of the template that this one builds on, see `inherit`.
        published: what the programme asks for that the template brings into this project.
        without: ids of its phases, and activities of its `once` and `daily`, that are left behind.
    """

    id: str
    version: str
    name: str
    summary: str
    suits: tuple[str, ...]
    weeks: int
    author: str
    reviewed_on: str
    evidence: str
    sources: tuple[str, ...]
    phases: tuple[TemplatePhase, ...]
    caps: Caps
    burden: Burden
    warm_up: tuple[str, ...]
    cool_down: tuple[str, ...]
    maintenance: Maintenance
    once: tuple[Once, ...] = ()
    daily: tuple[Daily, ...] = ()
    retest_weeks: dict[str, tuple[int, ...]] = field(default_factory=dict)
    published: tuple[Published, ...] = ()
    note: str | None = None
    extends: str | None = None
    without: tuple[str, ...] = ()
    sha256: str = ""
