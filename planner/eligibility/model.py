"""What is decided about every activity of the catalog for one person."""

from __future__ import annotations

from msgspec import Struct

from planner.domain.plan import GateWord
from planner.domain.verdict import Verdict
from planner.eligibility.advice import Advice
from planner.eligibility.conflicts import ConflictNote
from planner.eligibility.limits import ActiveLimit, ActiveOrder, Requirement
from planner.eligibility.retests import TrialAgain
from planner.rules import Firing


class GateInfo(Struct, frozen=True):
    """A criterion that keeps something closed, and what it opens."""

    criterion: str
    status: GateWord
    earliest_week: int | None
    opens: tuple[str, ...]


class Substitution(Struct, frozen=True):
    """Items that a rule replaces by others, and its sentence."""

    rule: str
    replaced: frozenset[str]
    by: tuple[str, ...]
    text: str


class Eligibility(Struct, frozen=True, kw_only=True):
    """Everything decided about the catalog for one person.

    Attributes:
        verdicts: by (activity, side); side is None where the activity has no sides.
        after_waking: minutes after waking in which the activity may not lie.
        held: activity to the first plan week in which a ladder may step onto it again (None = not
            in this plan); not in it where no rule holds the ladder.
        questions: facts that rules ask for, with the rule.
        afterwards: what rules print for the time after the plan.
        set_aside: firings of rules that an override took out; they are printed.
        advice: what no session can hold and the person is told.
        retests: stretches that a trial closed, each with the date of the next trial.
    """

    verdicts: dict[tuple[str, str | None], Verdict]
    gates: tuple[GateInfo, ...]
    conflicts: tuple[ConflictNote, ...]
    levels: dict[str, str]
    limits: tuple[ActiveLimit, ...]
    requirements: tuple[Requirement, ...]
    orders: tuple[ActiveOrder, ...]
    after_waking: dict[str, int]
    questions: tuple[tuple[str, str], ...]
    disabled: frozenset[str]
    substitutions: tuple[Substitution, ...] = ()
    set_aside: tuple[Firing, ...] = ()
    afterwards: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    retests: tuple[TrialAgain, ...] = ()
    held: dict[str, int | None] = {}
