"""Typed views of the effects of rules: one class for each, and `Effect` that holds one of them."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import field

from planner.knowledge.base import Node, Record, Target
from planner.knowledge.formula import Formula


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
    value_formula: Formula | None = None
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
    """Add a repeated check; `afterwards` is what is printed for the time after the plan."""

    what: str
    every_days: int
    afterwards: str | None = None
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


class Assure(Record):
    """Every plan has a property; the audit check of this name proves it on each plan."""

    check: str


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
    assure: Assure | None = None
    note: str | None = None
    benefit: str | None = None

    KINDS: ClassVar[tuple[str, ...]] = (
        "exclude", "defer", "gate", "cap", "floor", "require", "order", "substitute", "prefer",
        "avoid", "allow", "precaution", "refer", "stop", "ask", "monitor", "progress", "scale",
        "set_method", "disable", "decide", "assure", "note",
        "benefit",
    )  # fmt: skip

    @property
    def kind(self) -> str:
        """Name of the one effect that is set."""
        return next(kind for kind in self.KINDS if getattr(self, kind) is not None)

    @property
    def body(self) -> Any:  # noqa: ANN401 - any of the bodies above
        """Value of the one effect that is set."""
        return getattr(self, self.kind)
