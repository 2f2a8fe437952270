"""The plan (`plan/1`): the dated result that is audited, exported and explained.

Field order is the order of the keys in `plan.json`. Dates and times are local to `timezone`;
minutes are integers; `week` is 1-based from `plan.start`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from msgspec import UNSET, UnsetType

from planner.domain.language import ENGLISH
from planner.domain.part import Because, Part
from planner.domain.revision import Approval, Replan

FORMAT = "plan/1"
GateWord = Literal["met", "unmeasured", "not_met"]
ClosedWord = Literal["excluded", "deferred", "no_benefit", "not_available", "not_considered"]


class TemplateRef(Part, frozen=True):
    """The template by id, version and digest of its file."""

    id: str
    version: str
    sha256: str


class MadeFrom(Part, frozen=True):
    """Provenance: digests of the inputs and the version of the planner."""

    intake: str
    catalog: str
    template: TemplateRef
    planner: str


class BusyTime(Part, frozen=True):
    """A time that is taken, by the local clock."""

    start: dt.datetime
    end: dt.datetime


class CalendarRead(Part, frozen=True):
    """A calendar file as it was read: digest of its bytes and the busy times, nothing else.

    With it the plan can be audited again when the file has changed or is gone.
    """

    file: str
    sha256: str
    busy: tuple[BusyTime, ...]
    notes: tuple[str, ...] = ()


class ObjectiveLevel(Part, frozen=True):
    """One lexicographic level: value reached, proven bound, and whether they are equal."""

    name: str
    value: int
    bound: int
    proven: bool


class Finding(Part, frozen=True):
    """What screening found: the rule and its sentence."""

    rule: str
    text: str


class PlanLimit(Part, frozen=True):
    """A limit that the person must know (heart rate, effort, minutes ...).

    `says` is the limit in words; `text` adds the reason of its rule. `activities` are those of the
    plan that it is about; none = it holds all the time. `weeks` are the first and last week in
    which it holds; none = every week.
    """

    quantity: str
    value: int | float | str
    unit: str
    target: str
    rule: str
    text: str
    says: str = ""
    activities: tuple[str, ...] = ()
    weeks: tuple[int, int] | None = None

    def holds_in(self, week: int) -> bool:
        """The limit is in force in a week of the plan."""
        return self.weeks is None or self.weeks[0] <= week <= self.weeks[1]


class Screening(Part, frozen=True):
    """Outcome of screening, with the limits that the person must know."""

    decision: str
    provisional: bool
    findings: tuple[Finding, ...]
    limits: tuple[PlanLimit, ...]


class TargetRange(Part, frozen=True):
    """Target of a component in a week; `unit` is minutes or days."""

    unit: str
    min: int
    goal: int
    max: int | None = None


class WeekSummary(Part, frozen=True):
    """One week in numbers: minutes and days of each component, energy, new items."""

    week: int
    phase: str
    deload: bool
    minutes: dict[str, int]
    days: dict[str, int]
    targets: dict[str, TargetRange]
    met_min: int
    kcal: int | None
    new_items: tuple[str, ...]


class ItemDose(Part, frozen=True):
    """Dose of one item; only what applies is set. `minutes` is the time the item takes."""

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    rest_s: int | None = None
    minutes: int | None = None
    times_per_day: int | None = None
    rpe: int | None = None
    pct_1rm: int | None = None
    load_note: str | None = None
    hours: int | None = None
    lift_mm: float | None = None
    steps: int | None = None
    distance_m: int | None = None


class ItemMuscles(Part, frozen=True):
    """Muscles that an item works, by role."""

    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


class Item(Part, frozen=True):
    """One prescription: an activity with one dose in one session."""

    activity: str
    component: str
    family: str | None
    level: int | None
    side: str | None
    order: int
    minutes: int
    new: bool
    dose: ItemDose
    intensity: str
    impact: str
    positions: tuple[str, ...]
    movements: tuple[str, ...]
    muscles: ItemMuscles
    stretches: tuple[str, ...]
    name: str
    what: str
    how: tuple[str, ...]
    why: tuple[Because, ...]
    precautions: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    conditional: str | None = None


class Session(Part, frozen=True):
    """What is done in one go. `key` stays the same when the session moves."""

    key: str
    week: int
    date: dt.date
    start: str
    end: str
    timezone: str
    preferred: bool
    role: str
    items: tuple[Item, ...]


class AllDay(Part, frozen=True):
    """Something for a whole day: device hours, step goal, habit, quit day."""

    key: str
    week: int
    date: dt.date
    activity: str
    component: str
    family: str | None
    level: int | None
    side: str | None
    dose: ItemDose
    movements: tuple[str, ...]
    name: str
    what: str
    how: tuple[str, ...]
    why: tuple[Because, ...]
    precautions: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    conditional: str | None = None


class Retest(Part, frozen=True):
    """Something to measure again on a date, and what the result may open."""

    date: dt.date
    what: str
    unlocks: tuple[str, ...]


class GateStatus(Part, frozen=True):
    """A criterion that keeps items closed, and the date on which to check it."""

    criterion: str
    status: GateWord
    earliest_week: int | None
    check_on: dt.date | None
    opens: tuple[str, ...]
    text: str


class Excluded(Part, frozen=True):
    """Why an activity is not offered (or not on that side, or not yet)."""

    activity: str
    side: str | None
    verdict: ClosedWord
    until: str | None
    rules: tuple[str, ...]
    text: str


class Required(Part, frozen=True):
    """What a rule requires, and the sessions and entries that hold it."""

    what: str
    because: str
    satisfied_by: tuple[str, ...]
    first_date: dt.date | None


class Conflict(Part, frozen=True):
    """Rules or demands that cannot hold together, in one sentence."""

    text: str
    between: tuple[str, ...]


class Question(Part, frozen=True):
    """A fact that would help, and why it is asked for."""

    fact: str
    text: str
    why_it_matters: str


class Advice(Part, frozen=True):
    """What a rule (or a finding) asks the person to keep in mind, and why.

    `effect` is the kind of the rule's effect, or `finding`; referrals have the kind `refer`.
    `activities` are those of the plan that it is about; none = it belongs to no item. `sources`
    are those of a benefit.
    """

    rule: str
    effect: str
    text: str
    why: str
    activities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class ForecastPoint(Part, frozen=True):
    """Body mass (kg) after `week` weeks, with its band."""

    week: int
    value: float
    low: float
    high: float


class Forecast(Part, frozen=True):
    """Weekly body mass with what the forecast assumes."""

    weight_kg: tuple[ForecastPoint, ...]
    assumptions: dict[str, Any]


class CheckCount(Part, frozen=True):
    """How many things one check of the audit looked at."""

    code: str
    count: int


class ViolationRecord(Part, frozen=True):
    """A rule that the plan breaks: which check, where, in one sentence."""

    code: str
    where: str
    text: str


class AuditResult(Part, frozen=True):
    """Outcome of the independent check of the plan."""

    passed: bool
    checks: tuple[CheckCount, ...]
    violations: tuple[ViolationRecord, ...]


class Phase(Part, frozen=True):
    """A phase of the template as far as the plan reaches; weeks are 1-based."""

    id: str
    name: str
    aim: str
    first_week: int
    last_week: int


class Request(Part, frozen=True):
    """The request the plan answers, repeated so that the plan can be read alone.

    `language` of all texts of the plan; it is not written where it is English.
    """

    intake_id: str
    start: dt.date
    weeks: int
    timezone: str
    assessed_on: dt.date
    language: str | UnsetType = UNSET

    @property
    def spoken(self) -> str:
        """Code of the language of all texts."""
        return self.language or ENGLISH


class Plan(Part, frozen=True):
    """The whole programme of one person.

    `equipment` names in words what its items need.
    """

    format: str
    plan_id: str
    revision: int
    request: Request
    made_from: MadeFrom
    status: Literal["optimal", "feasible"]
    objective: tuple[ObjectiveLevel, ...]
    screening: Screening
    levels: dict[str, str]
    phases: tuple[Phase, ...]
    weeks: tuple[WeekSummary, ...]
    sessions: tuple[Session, ...]
    all_day: tuple[AllDay, ...]
    retests: tuple[Retest, ...]
    gates: tuple[GateStatus, ...]
    excluded: tuple[Excluded, ...]
    required: tuple[Required, ...]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]
    forecast: Forecast | None
    maintenance: tuple[str, ...]
    warnings: tuple[str, ...]
    advice: tuple[Advice, ...] = ()
    equipment: tuple[str, ...] = ()
    busy_calendars: tuple[CalendarRead, ...] = ()
    audit: AuditResult | None = None
    replan: Replan | None = None
    approval: Approval | None = None
