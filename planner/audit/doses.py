"""Doses of the catalog for the level and age of the person."""

from __future__ import annotations

from planner.audit.case import ENDURANCE, Case
from planner.knowledge.dosing import DoseRow
from planner.knowledge.model import Activity, Dose

ANY_LEVEL = "any_level"
AGE = "age"


def dose_of(case: Case, activity: Activity) -> Dose | None:
    """The catalog's dose of an activity for the level of the person; None where none fits."""
    doses = activity.dose
    if ANY_LEVEL in doses:
        return doses[ANY_LEVEL]
    own = case.rank(case.level_of(activity.component))
    fitting = [level for level in doses if case.rank(level) <= own]
    return doses[max(fitting, key=case.rank)] if fitting else None


def endurance_rows(case: Case) -> list[DoseRow]:
    """Dose rows of endurance for the level; of every age where the age is not known."""
    return dose_rows(case, ENDURANCE)


def dose_rows(case: Case, component: str) -> list[DoseRow]:
    """Dose rows of a component for the level; of every age where the age is not known."""
    age = case.answers.facts.get(AGE)
    found = []
    for row in case.catalog.dosing.rows.values():
        band = case.catalog.age_bands[row.age_band]
        fits = not isinstance(age, int | float) or band.min <= age <= band.max
        if row.component == component and row.level == case.level_of(component) and fits:
            found.append(row)
    return found
