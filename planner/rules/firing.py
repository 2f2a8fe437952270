"""Which rules hold for a person: every firing with its binding and what is unknown in it."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.model import Effect, Rule
from planner.rules.binding import Binding, bindings
from planner.rules.reads import reads
from planner.rules.truth import truth, unknown_facts
from planner.rules.weeks import in_week, moved_facts

# Policy unknown_in_rules: what an undecided rule still does; the rest it does not.
STILL_HOLDS = frozenset(
    ("exclude", "defer", "gate", "cap", "floor", "require", "order", "precaution", "stop", "refer",
     "decide", "ask", "disable", "monitor", "assure", "note")
)  # fmt: skip


class Firing(Struct, frozen=True, kw_only=True):
    """A rule that holds, or may hold because an answer is missing.

    Attributes:
        outcome: True, or None where `unknown` facts leave it undecided.
        binding: what its placeholders stand for.
    """

    rule: Rule
    outcome: bool | None
    binding: Binding
    unknown: tuple[str, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects that hold; an undecided rule keeps only those that protect."""
        if self.outcome:
            return self.rule.then
        return tuple(effect for effect in self.rule.then if effect.kind in STILL_HOLDS)


def fire(rule: Rule, answers: Answers, catalog: Catalog) -> list[Firing]:
    """Every firing of one rule."""
    found = []
    for binding, seen in bindings(rule, answers, catalog):
        outcome = truth(rule.when, seen, catalog)
        if outcome is not False:
            unknown = unknown_facts(rule.when, seen, catalog) if outcome is None else ()
            found.append(Firing(rule=rule, outcome=outcome, binding=binding, unknown=unknown))
    return found


def firings(catalog: Catalog, answers: Answers) -> tuple[Firing, ...]:
    """Every firing of every rule, in catalog order."""
    return tuple(
        firing for rule in catalog.rules.values() for firing in fire(rule, answers, catalog)
    )


def firings_by_week(
    catalog: Catalog,
    answers: Answers,
    weeks: int,
    set_aside: frozenset[str] = frozenset(),
    start: dt.date | None = None,
) -> tuple[tuple[Firing, ...], ...]:
    """Firings of each plan week; only rules that read something that moves on are read again.

    Args:
        catalog: the rules and what they refer to.
        answers: what is known at the start of the plan.
        weeks: length of the plan.
        set_aside: ids of rules that a recorded override takes out.
        start: first day of the plan, for criteria that count as met from a date.
    """
    steady: dict[str, list[Firing]] = {}
    weekly: dict[str, list[list[Firing]]] = {}
    moving = {*moved_facts(catalog, answers, week=1), *answers.criteria_from}
    for rule in catalog.rules.values():
        if rule.id in set_aside:
            continue
        if moving & reads(rule.when, catalog):
            weekly[rule.id] = [
                fire(rule, in_week(catalog, answers, week, start), catalog)
                for week in range(1, weeks + 1)
            ]
        else:
            steady[rule.id] = fire(rule, answers, catalog)
    return tuple(
        tuple(
            firing
            for rule_id in catalog.rules
            for firing in (weekly[rule_id][week] if rule_id in weekly else steady.get(rule_id, ()))
        )
        for week in range(weeks)
    )
