"""What the screening concluded."""

from __future__ import annotations

from msgspec import Struct

from planner.domain.language import ENGLISH
from planner.domain.plan import PlanLimit

STOPS_PLAN = frozenset(("emergency", "stop_and_seek_clearance"))


class ScreeningFinding(Struct, frozen=True):
    """A rule that fired.

    Attributes:
        text, says: its sentence for the person and for the clinician.
        stops: no plan is made while it holds.
        answers: for a rule that stops, its questions and what was answered.
    """

    rule: str
    text: str
    says: str
    stops: bool = False
    answers: tuple[str, ...] = ()


class Referral(Struct, frozen=True):
    """Whom to see, how soon, and why."""

    rule: str
    urgency: str
    text: str


class Undecided(Struct, frozen=True):
    """A safety rule that cannot be decided, and the facts to ask for."""

    rule: str
    facts: tuple[str, ...]


class ScreeningResult(Struct, frozen=True, kw_only=True):
    """Decision of the screening, strictest rule first.

    Attributes:
        decision: id of `screening_decisions`.
        provisional: only assessment, education and habits may run, or answers are missing.
        referrals: most urgent first.
        undecided: red flags that are not answered; no plan is made while there are any.
        open_questions: other unanswered rules that keep the plan provisional.
        cleared_by: set where a clearance took the place of a decision.
        notes: what holds for single sessions (stop scope `session`), as text.
        limits: caps and floors that the person has to know.
        language: of all texts.
        keeps: what may go on although no plan is made; empty as soon as one rule keeps nothing.
    """

    decision: str
    provisional: bool
    findings: tuple[ScreeningFinding, ...]
    referrals: tuple[Referral, ...]
    undecided: tuple[Undecided, ...]
    cleared_by: str | None = None
    notes: tuple[str, ...] = ()
    open_questions: tuple[Undecided, ...] = ()
    limits: tuple[PlanLimit, ...] = ()
    keeps: tuple[str, ...] = ()
    language: str = ENGLISH

    @property
    def stops_plan(self) -> bool:
        """No plan and no calendar may be made."""
        return self.decision in STOPS_PLAN
