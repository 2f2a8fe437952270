"""Answers as they will read in a later week of the plan."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.domain.intake import FactValue
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge import Catalog
from planner.rules.truth import truth

PLAN_WEEK = "plan_week"


def in_week(catalog: Catalog, answers: Answers, week: int, start: dt.date | None = None) -> Answers:
    """The answers as they read in a plan week (1-based).

    With the first day of the plan, criteria that count as met from a later date are met from
    the first week that starts on or after it.
    """
    facts = {**answers.facts, **moved_facts(catalog, answers, week)}
    if start is None or not answers.criteria_from:
        return replace(answers, facts=facts)
    begins = start + dt.timedelta(days=DAYS_PER_WEEK * (week - 1))
    met = {name: True for name, date in answers.criteria_from.items() if date <= begins}
    return replace(answers, facts=facts, criteria={**met, **answers.criteria})


def moved_facts(catalog: Catalog, answers: Answers, week: int) -> dict[str, FactValue]:
    """The plan week, and the known facts that rise with it (`decision_policy.week_facts`)."""
    moved: dict[str, FactValue] = {PLAN_WEEK: week}
    for row in catalog.decision_policy.week_facts:
        value = answers.facts.get(row.fact)
        if isinstance(value, int | float) and truth(row.while_, answers, catalog) is True:
            moved[row.fact] = value + row.per_week * (week - 1)
    return moved
