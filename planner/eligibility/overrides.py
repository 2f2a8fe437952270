"""Overrides: only rules that allow one, only by who may, always recorded."""

from __future__ import annotations

from planner.domain.intake import Intake
from planner.knowledge import Catalog

ABSOLUTE, STRONG = "absolute", "strong"


def allowed_overrides(catalog: Catalog, intake: Intake) -> frozenset[str]:
    """Ids of the rules that the intake's overrides take out.

    Absolute rules allow none; strong ones a clinician's, with a reason; milder ones the
    person's own with a reason. What is not allowed stays in force (the intake refuses it too).
    """
    roles = set(catalog.derivations.clinician_roles)
    found = set()
    for override in intake.overrides:
        rule = catalog.rules.get(override.rule)
        if rule is None or rule.severity == ABSOLUTE or not override.reason.strip():
            continue
        if rule.severity == STRONG and override.by not in roles:
            continue
        found.add(rule.id)
    return frozenset(found)
