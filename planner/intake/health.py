"""What is known about the person's health: findings, trials, criteria, checklists, clearance."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.intake import (
    Clearance,
    ConditionRecord,
    CriterionMet,
    FactValue,
    ScreenedGroup,
    StretchTrial,
)
from planner.intake.checklists import positive_words
from planner.intake.facts import read_other_unit, read_value
from planner.intake.part import Part
from planner.intake.units import CONVERSIONS
from planner.intake.words import not_one_of
from planner.knowledge.catalog import Catalog
from planner.knowledge.derivation import ConditionField
from planner.told import told

SIDES = ("left", "right", "both")


def read_conditions(part: Part, catalog: Catalog) -> tuple[ConditionRecord, ...]:
    """Read the recorded conditions with their side, stage, date and further fields."""
    records = [_condition(entry, catalog) for entry in part.items()]
    return tuple(record for record in records if record is not None)


def fields_of(condition: str, catalog: Catalog) -> dict[str, ConditionField]:
    """Further fields that a record of this condition may carry."""
    return {
        field.field: field
        for field in catalog.derivations.condition_fields
        if condition in field.conditions and field.field not in ("side", "since")
    }


def _condition(part: Part, catalog: Catalog) -> ConditionRecord | None:
    name = part.value.get("id") if isinstance(part.value, dict) else None
    fields = fields_of(name, catalog) if isinstance(name, str) else {}
    units = {key: unit for key, unit in CONVERSIONS.items() if unit.metric in fields}
    plain = ("id", "side", "stage", "since")
    keys = part.mapping([*plain, *fields, *units, *catalog.facts], required=["id"])
    if "id" not in keys or (found := keys["id"].word(catalog.conditions, "condition")) is None:
        return None
    stages = [*catalog.conditions[found].stages]
    details: dict[str, Any] = {}
    for key, value in keys.items():
        if key in plain:
            continue
        name = units[key].metric if key in units else key
        answer = _detail(value, name, fields.get(name), key, catalog)
        if answer is not None:
            details[name] = answer
    return ConditionRecord(
        id=found,
        side=keys["side"].word(SIDES, "side") if "side" in keys else None,
        stage=keys["stage"].word(stages, "stage") if "stage" in keys else None,
        since=keys["since"].date() if "since" in keys else None,
        details=details,
    )


def _detail(
    part: Part, name: str, field: ConditionField | None, key: str, catalog: Catalog
) -> FactValue | None:
    if field is not None and field.by_value:
        return part.flag()
    fact = name
    if field is not None:
        fact = field.fact or next(iter(field.by_side.values()))
    if key != name:
        return read_other_unit(part, catalog.facts[fact], CONVERSIONS[key])
    return read_value(part, catalog.facts[fact], catalog)


def read_trials(part: Part, catalog: Catalog) -> tuple[StretchTrial, ...]:
    """Read the outcomes of stretch trials."""
    trials = [_trial(entry, catalog) for entry in part.items()]
    return tuple(trial for trial in trials if trial is not None)


def _trial(part: Part, catalog: Catalog) -> StretchTrial | None:
    stretches = {
        name: activity
        for name, activity in catalog.activities.items()
        if activity.component == "stretch"
    }
    muscles = {muscle for activity in stretches.values() for muscle in activity.muscles.stretched}
    keys = part.mapping(
        ("muscle", "side", "outcome", "date", "activity"),
        required=("muscle", "side", "outcome", "date"),
    )
    testable = [muscle for muscle in catalog.vocabulary["muscles"] if muscle in muscles]
    muscle = keys["muscle"].word(testable, "muscle") if "muscle" in keys else None
    side = keys["side"].word(SIDES, "side") if "side" in keys else None
    outcome = None
    if "outcome" in keys:
        outcome = keys["outcome"].word(catalog.vocabulary["trial_outcomes"], "outcome")
    date = keys["date"].date() if "date" in keys else None
    activity = keys["activity"].word(stretches, "stretch") if "activity" in keys else None
    if activity and muscle and muscle not in stretches[activity].muscles.stretched:
        keys["activity"].bad(
            told("'{activity}' does not stretch '{muscle}'", activity=activity, muscle=muscle)
        )
    if muscle is None or side is None or outcome is None or date is None:
        return None
    return StretchTrial(muscle=muscle, side=side, outcome=outcome, date=date, activity=activity)


def read_criteria(part: Part, catalog: Catalog) -> tuple[CriterionMet, ...]:
    """Read measured criteria: met on a date, or measured and not met."""
    found: list[CriterionMet] = []
    for entry in part.items():
        keys = entry.mapping(("id", "met_on", "met"), required=["id"])
        name = keys["id"].word(catalog.criteria, "criterion") if "id" in keys else None
        met_on = keys["met_on"].date() if "met_on" in keys else None
        met = keys["met"].flag() if "met" in keys else True
        if "met_on" not in keys and "met" not in keys:
            entry.bad(told("say when it was met (met_on: date) or that it was not (met: false)"))
        elif "met_on" in keys and met is False:
            keys["met_on"].bad(told("not met and met on a date contradict each other"))
        elif name is not None and met is not None:
            found.append(CriterionMet(id=name, met_on=met_on, met=met))
    return tuple(found)


def read_screened(part: Part, catalog: Catalog) -> dict[str, ScreenedGroup]:
    """Read answers to checklists: the date, and what was ticked."""
    names = [*catalog.screening_groups, *catalog.screening_bundles]
    screened: dict[str, ScreenedGroup] = {}
    for name, value in part.mapping(names).items():
        keys = value.mapping(("date", "positive"), required=("date", "positive"))
        date = keys["date"].date() if "date" in keys else None
        positive: tuple[str, ...] = ()
        if "positive" in keys:
            positive = keys["positive"].words(positive_words(name, catalog), "answer")
        if date is not None:
            screened[name] = ScreenedGroup(date=date, positive=positive)
    return screened


def read_clearance(part: Part, catalog: Catalog) -> tuple[Clearance, ...]:
    """Read medical clearances; only a clinician can give one."""
    scopes = [scope for scope in catalog.facts["medical_clearance"].values if scope != "none"]
    found: list[Clearance] = []
    for entry in part.items():
        keys = entry.mapping(("scope", "by", "date"), required=("scope", "by", "date"))
        scope = keys["scope"].word(scopes, "scope") if "scope" in keys else None
        by = keys["by"].text() if "by" in keys else None
        if by is not None and by not in catalog.derivations.clinician_roles:
            roles = catalog.derivations.clinician_roles
            keys["by"].bad(
                told(
                    "only a clinician can clear: {unknown}",
                    unknown=not_one_of(by, roles, "role"),
                )
            )
            by = None
        date: dt.date | None = keys["date"].date() if "date" in keys else None
        if scope is not None and by is not None and date is not None:
            found.append(Clearance(scope=scope, by=by, date=date))
    return tuple(found)
