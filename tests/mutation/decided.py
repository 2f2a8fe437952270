"""Everything that is decided for the person of a rule's case, fast enough to try many mutants.

Rules that hold in no week of the person's plan decide nothing: they are left out of the catalog
that a mutant is put into. Which activities a target means does not change with a rule, so that it
is worked out once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

import planner.eligibility.book
import planner.eligibility.limits
import planner.eligibility.settled
from planner.domain.intake import Intake
from planner.domain.verdict import Verdict
from planner.eligibility import Eligibility, decide
from planner.knowledge import Catalog
from planner.knowledge.model import Rule, Target
from planner.rules import Firing, activities_of, firings, firings_by_week
from planner.rules.binding import FREE, Binding, stretched_muscles
from planner.screening import ScreeningResult, screen
from planner.workflow.proof.person import whole_answers
from tests.support.people import CATALOG, intake

WEEKS = 12
ASKING = (planner.eligibility.book, planner.eligibility.limits, planner.eligibility.settled)


@cache
def meant(target: Target, binding: Binding = FREE) -> frozenset[str]:
    """Activities of a target, worked out once."""
    return activities_of(target, CATALOG, binding)


def _meant(target: Target, catalog: Catalog, binding: Binding = FREE) -> frozenset[str]:
    return meant(target, binding)


@contextmanager
def remembering() -> Iterator[None]:
    """What a target means is looked up while this is open."""
    with ExitStack() as stack:
        for module in ASKING:
            stack.enter_context(patch.object(module, "activities_of", _meant))
        yield


class Outcome:
    """What one catalog decides for a person."""

    def __init__(self, person: Person, catalog: Catalog) -> None:
        self.person, self.catalog = person, catalog
        with remembering():
            self.eligibility: Eligibility = decide(catalog, person.intake, person.answers, WEEKS)
        self.screening: ScreeningResult = screen(catalog, person.answers)

    @property
    def firings(self) -> tuple[Firing, ...]:
        return firings(self.catalog, self.person.answers)

    def verdicts(self, target: Target, side: str | None = None) -> list[Verdict]:
        """Verdicts on the activities of a target, on one side or on both."""
        wanted = meant(target)
        return [
            verdict
            for (name, own), verdict in self.eligibility.verdicts.items()
            if name in wanted and (side is None or own in (None, side))
        ]


class Person:
    """Somebody who answered everything but what the case lists as `unanswered`.

    `tried` is the outcome of the stretch trials of every muscle for which the case names none.
    """

    def __init__(self, case: dict[str, Any], name: str) -> None:
        self.case = case
        answers = whole_answers(_tried(case), CATALOG, name)
        gone = set(case.get("unanswered", ()))
        known = {fact: value for fact, value in answers.facts.items() if fact not in gone}
        self.answers = replace(answers, facts=known)
        start = dt.date.fromisoformat(CATALOG.ordinary_answers.assessed_on)
        asked = intake(WEEKS)
        self.intake: Intake = replace(
            asked, assessed_on=start, plan=replace(asked.plan, start=start)
        )
        self.by_week = firings_by_week(
            CATALOG, self.answers, WEEKS, frozenset(), self.intake.plan.start
        )
        self.fired = frozenset(firing.rule.id for week in self.by_week for firing in week)
        self.fired |= {firing.rule.id for firing in firings(CATALOG, self.answers)}

    def outcome(self, of: str, instead: Rule | None) -> Outcome:
        """What is decided with another rule, or none, in the place of the rule of that id."""
        rules = {
            name: rule if name != of else instead
            for name, rule in CATALOG.rules.items()
            if name in self.fired or name == of
        }
        kept = {name: rule for name, rule in rules.items() if rule is not None}
        return Outcome(self, replace(CATALOG, rules=kept))

    def first_firing(self, rule: str) -> list[Firing]:
        """Firings of the rule that hold, of the first week in which any does."""
        for week in self.by_week:
            found = [f for f in week if f.rule.id == rule and f.outcome is True]
            if found:
                return found
        return []


def _tried(case: dict[str, Any]) -> dict[str, Any]:
    named = [*case.get("trials", ())]
    taken = {trial["muscle"] for trial in named}
    if "tried" in case:
        named += [
            {"muscle": muscle, "side": "both", "outcome": case["tried"]}
            for muscle in stretched_muscles(CATALOG)
            if muscle not in taken
        ]
    return {**case, "trials": named}
