"""Facts that follow from other answers; unknown stays unknown."""

from __future__ import annotations

import pytest

from planner.intake.operators import OPERATORS


@pytest.mark.parametrize(
    ("facts", "fact", "value"),
    [
        ("height_cm: 172, weight_kg: 109", "bmi", 36.84),
        ("height_cm: 172", "bmi", None),
        ("height_cm: 172, weight_kg: 109", "excess_weight_kg", 35.34),
        ("height_cm: 172, weight_kg: 60", "excess_weight_kg", 0),
        ("cigarettes_per_day: 1", "smoker", True),
        ("cigarettes_per_day: 0", "smoker", False),
        ("age: 40", "smoker", None),
        (
            "pain_below_knee_last_7d: false, leg_pain_worst_24h: 0",
            "sciatica_screen_answered",
            False,
        ),
        (
            "pain_below_knee_last_7d: false, leg_pain_worst_24h: 0, neuro_deficit_new: false",
            "sciatica_screen_answered",
            True,
        ),
        ("leg_pain_worst_24h: 6", "irritability", "high"),
        ("leg_pain_worst_24h: 1", "irritability", None),
        (
            "leg_pain_worst_24h: 1, settling_minutes: 10, night_leg_pain_last_7d: false",
            "irritability",
            "low",
        ),
        (
            "leg_pain_worst_24h: 3, settling_minutes: 10, night_leg_pain_last_7d: false",
            "irritability",
            "moderate",
        ),
        (
            "leg_pain_worst_24h: 1, settling_minutes: 61, night_leg_pain_last_7d: false",
            "irritability",
            "high",
        ),
        ("leg_pain_worst_24h: 3", "leg_symptom_free_days", 0),
        ("leg_pain_worst_24h: 0", "leg_symptom_free_days", None),
        ("worst_pain_max_7d: 2", "pain_gate", "green"),
        ("worst_pain_max_7d: 5, pain_trend_7d: stable", "pain_gate", "amber_stable"),
        ("worst_pain_max_7d: 5, pain_trend_7d: rising", "pain_gate", "amber"),
        ("worst_pain_max_7d: 5", "pain_gate", None),
        ("worst_pain_max_7d: 6", "pain_gate", "red"),
        ("fpi6_left: 8, fpi6_right: -6", "fpi6_max", 8),
        ("fpi6_left: 8, fpi6_right: -6", "fpi6_min", -6),
        ("fpi6_left: 8", "fpi6_max", 8),
        ("symptoms: []", "signs_or_symptoms", False),
        ("symptoms: [palpitations]", "signs_or_symptoms", True),
        ("age: 40", "signs_or_symptoms", None),
        ("chair_stand_30s: 9, age: 40", "chair_stand_below_norm", True),
        ("chair_stand_30s: 10, age: 40", "chair_stand_below_norm", False),
        ("chair_stand_30s: 13, age: 62, sex: male", "chair_stand_below_norm", True),
        ("chair_stand_30s: 13, age: 62, sex: female", "chair_stand_below_norm", False),
        ("chair_stand_30s: 13, age: 62", "chair_stand_below_norm", None),
        ("chair_stand_30s: 3, age: 100, sex: female", "chair_stand_below_norm", True),
        ("chair_stand_30s: 13", "chair_stand_below_norm", None),
        ("quit_date: 2026-12-21", "weeks_to_quit_day", -2),
        ("age: 40", "plan_week", 1),
        ("age: 40", "days_absent", 0),
        ("age: 40", "session_symptoms", ()),
        ("age: 40", "adherence_pct", None),
        ("symptoms: []", "cv_metabolic_renal_disease", False),
        ("age: 40", "cv_metabolic_renal_disease", None),
    ],
)
def test_derived_fact(facts, fact, value, answers):
    assert answers(f"facts: {{{facts}}}\n").facts.get(fact) == value


def test_six_minute_walk_in_percent_of_predicted(answers):
    """Worked examples of the scale: 549.8 m (man) and 474.2 m (woman) are 100 percent."""
    man = "facts: {six_mwd_m: 550, sex: male, age: 52, height_cm: 175, weight_kg: 116.4}\n"
    woman = "facts: {six_mwd_m: 474, sex: female, age: 58, height_cm: 163, weight_kg: 88}\n"
    young = "facts: {six_mwd_m: 550, sex: male, age: 30, height_cm: 175, weight_kg: 80}\n"
    assert answers(man).facts["six_mwd_pct_pred"] == pytest.approx(100, abs=0.1)
    assert answers(woman).facts["six_mwd_pct_pred"] == pytest.approx(100, abs=0.1)
    assert "six_mwd_pct_pred" not in answers(young).facts


def test_heart_disease_is_true_from_the_record_alone(answers):
    assert (
        answers("conditions: [{id: heart_failure}]\n").facts["cv_metabolic_renal_disease"] is True
    )


def test_findings_are_counted(answers):
    assert answers().facts["findings_count"] == 0
    assert answers("conditions: [{id: sciatica}, {id: pes_planus}]\n").facts["findings_count"] == 2


TRIAL = "stretch_trials: [{{muscle: hamstrings, side: {side}, outcome: {outcome}, date: {date}}}]\n"


@pytest.mark.parametrize(
    ("side", "outcome", "date", "leg", "value"),
    [
        ("both", "discomfort_only", "2026-12-01", 0, True),
        ("both", "short", "2026-12-01", 0, True),
        ("both", "pain_on_attempt", "2026-12-01", 0, False),
        ("both", "discomfort_only", "2026-12-01", 2, False),
        ("left", "discomfort_only", "2026-12-01", 0, None),
        ("both", "discomfort_only", "2026-12-07", 0, None),
    ],
)
def test_clean_hamstring_trial(side, outcome, date, leg, value, answers):
    more = TRIAL.format(side=side, outcome=outcome, date=date)
    found = answers(f"{more}facts: {{leg_pain_worst_24h: {leg}}}\n")
    assert found.facts.get("hamstring_trial_clean_24h") is value


def test_given_values_are_kept_and_said(answers):
    found = answers("facts: {height_cm: 172, weight_kg: 109, bmi: 30}\n")
    assert found.facts["bmi"] == 30
    assert "bmi" not in found.derived
    assert "bmi: given, not worked out; other answers lead to another value" in found.notices


def test_worked_out_facts_are_marked(answers):
    assert "bmi" in answers("facts: {height_cm: 172, weight_kg: 109}\n").derived


def test_every_operator_of_the_catalog_exists_and_is_used(catalog):
    assert {row.operator for row in catalog.derivations.derivations} == set(OPERATORS)


def test_rows_stand_after_the_derived_facts_that_they_read(catalog):
    seen: set[str] = set()
    rows = catalog.derivations.derivations
    derived = {row.fact for row in rows}
    for row in rows:
        assert not (set(row.facts) & derived) - seen
        seen.add(row.fact)
