"""Cases of the catalog's rules as answers: only what the case names is known."""

from __future__ import annotations

from typing import Any

from planner.domain.answers import Answers, RecordedCondition, ResponseRecord, TrialResult

HEALTHY_BMI = 24.9


def as_fact(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def case_answers(case: dict[str, Any]) -> Answers:
    """Answers of a case: trials or responses that are not named were not asked."""
    responses = case.get("responses")
    return Answers(
        facts=with_simple_sums({k: as_fact(v) for k, v in (case.get("facts") or {}).items()}),
        conditions={
            name: RecordedCondition(stage=record.get("stage"), side=record.get("side"))
            for name, record in (case.get("conditions") or {}).items()
        },
        conditions_unknown=frozenset(case.get("conditions_unknown") or ()),
        trials=trials(case.get("trials")),
        responses=None
        if responses is None
        else tuple(ResponseRecord(r["response"], r.get("activity")) for r in responses),
        criteria=dict(case.get("criteria") or {}),
    )


def trials(entries: list[dict[str, str]] | None) -> tuple[TrialResult, ...] | None:
    if entries is None:
        return None
    return tuple(
        TrialResult(muscle=entry["muscle"], side=side, outcome=entry["outcome"])
        for entry in entries
        for side in (("left", "right") if entry["side"] == "both" else (entry["side"],))
    )


def with_simple_sums(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with what follows from them by arithmetic alone."""
    found = dict(facts)
    height, weight = found.get("height_cm"), found.get("weight_kg")
    if height and weight:
        found.setdefault("bmi", weight / (height / 100) ** 2)
        excess = max(0, weight - HEALTHY_BMI * (height / 100) ** 2)
        found.setdefault("excess_weight_kg", excess)
    if "fpi6_left" in found and "fpi6_right" in found:
        found.setdefault("fpi6_max", max(found["fpi6_left"], found["fpi6_right"]))
        found.setdefault("fpi6_min", min(found["fpi6_left"], found["fpi6_right"]))
    if "cigarettes_per_day" in found:
        found.setdefault("smoker", found["cigarettes_per_day"] >= 1)
    if "symptoms" in found:
        found.setdefault("signs_or_symptoms", len(found["symptoms"]) > 0)
    return found
