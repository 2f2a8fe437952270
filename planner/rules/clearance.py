"""Rules that ask for a medical clearance before any exercise, and whether it was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.domain.answers import Answers
from planner.knowledge import Catalog
from planner.knowledge.model import Node
from planner.rules.firing import Firing
from planner.rules.truth import truth
from planner.rules.weeks import in_week

BEFORE_ANY = "clearance_before_any"


def clearance_gate(firing: Firing, catalog: Catalog) -> Node:
    """What must be true before the rule counts as cleared: its gates, else the policy's criterion.

    Source: policy `cleared_decision` and `decision_policy.provisional`.
    """
    gates = tuple(e.gate.open_when for e in firing.rule.then if e.gate is not None)
    criterion = Node(criterion=catalog.decision_policy.provisional.criterion)
    return Node(all=gates) if gates else criterion


def uncleared(
    firings: Iterable[Firing], answers: Answers, catalog: Catalog, start: dt.date | None = None
) -> tuple[Firing, ...]:
    """Firings that decide `clearance_before_any` and are not cleared yet.

    Args:
        firings: of one person.
        answers: what is known about the person.
        catalog: gates of rules, and the criterion of the policy.
        start: first day of the plan; what is met from a date up to it counts, for nothing is
            planned before.
    """
    known = in_week(catalog, answers, 1, start)
    return tuple(
        firing
        for firing in firings
        if any(e.decide is not None and e.decide.decision == BEFORE_ANY for e in firing.effects)
        and truth(clearance_gate(firing, catalog), known, catalog) is not True
    )
