"""An ordinary healthy person who answered every question, and intakes around such answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from planner.domain.answers import Answers, RecordedCondition, TrialResult
from planner.domain.intake import Intake, PlanRequest
from planner.knowledge import load_catalog
from tests.support.cases import as_fact, with_simple_sums

CATALOG = load_catalog()
START = dt.date(2027, 1, 11)
BASICS: dict[str, Any] = {
    "age": 40, "sex": "male", "height_cm": 178, "weight_kg": 75, "plan_week": 1,
    "findings_count": 1, "screened_non_specific": True, "sciatica_screen_answered": True,
    "pain_below_knee_last_7d": False, "leg_pain_worst_24h": 0, "leg_pain_max_7d": 0,
    "leg_symptom_free_days": 400, "worst_pain_24h": 2, "worst_pain_max_7d": 2, "pain_rest_now": 1,
    "pain_trend_7d": "stable", "pain_gate": "green", "days_since_onset": 200,
    "regular_exerciser": False, "desired_intensity": "light", "symptoms": (),
    "cv_metabolic_renal_disease": False, "signs_or_symptoms": False, "medications": (),
    "active_minutes_week": 60, "continuous_walk_minutes": 30, "cigarettes_per_day": 0,
    "can_rise_without_hands": True, "can_floor_transfer": True, "chair_stand_below_norm": False,
    "minutes_available_week": 240, "session_symptoms": (), "days_absent": 0,
    "medical_clearance": "none", "medical_clearance_age_months": 0, "correction_worn": "none",
}  # fmt: skip


def healthy(**facts: Any) -> Answers:
    """Answers of a healthy person, with the given facts instead of the ordinary ones."""
    known: dict[str, Any] = {}
    for group in CATALOG.screening_groups.values():
        known |= {fact: as_fact(value) for fact, value in group.none_means.items()}
    return Answers(facts=with_simple_sums(known | BASICS | facts), trials=())


def without(answers: Answers, *facts: str) -> Answers:
    """The answers with some facts unknown."""
    return replace(
        answers, facts={name: value for name, value in answers.facts.items() if name not in facts}
    )


def having(answers: Answers, **conditions: str | None) -> Answers:
    """The answers with conditions recorded: id to stage."""
    recorded = {name: RecordedCondition(stage=stage) for name, stage in conditions.items()}
    return replace(answers, conditions={**answers.conditions, **recorded})


def tried(answers: Answers, *trials: tuple[str, str, str]) -> Answers:
    """The answers with trials: (muscle, side, outcome)."""
    return replace(answers, trials=tuple(TrialResult(*trial) for trial in trials))


def all_tried(answers: Answers, outcome: str = "discomfort_only") -> Answers:
    """The answers with the same outcome for every muscle and side."""
    muscles = {
        muscle: None
        for activity in CATALOG.activities.values()
        if activity.component == "stretch"
        for muscle in activity.muscles.stretched
    }
    return tried(answers, *((m, side, outcome) for m in muscles for side in ("left", "right")))


def intake(weeks: int = 8, **fields: Any) -> Intake:
    """An intake that owns every piece of equipment unless told otherwise."""
    base: dict[str, Any] = {
        "id": "person",
        "assessed_on": START,
        "plan": PlanRequest(start=START, weeks=weeks, timezone="Europe/Berlin"),
        "facts": {},
        "equipment": tuple(CATALOG.vocabulary["equipment"]),
    }
    return Intake(**{**base, **fields})
