"""Doors, sides, checklists and criteria."""

from __future__ import annotations

import datetime as dt

import pytest

DAY = "date: 2026-12-07"


def test_none_of_these_answers_every_fact_of_the_group(answers):
    facts = answers(f"screened: {{nerve_emergency: {{{DAY}, positive: []}}}}\n").facts
    assert facts["saddle_numbness"] is False
    assert facts["cord_signs"] is False


def test_what_was_not_asked_stays_unknown(answers):
    assert "saddle_numbness" not in answers().facts
    assert "symptoms" not in answers().facts


def test_a_tick_is_true_and_the_rest_false(answers):
    facts = answers(f"screened: {{nerve_emergency: {{{DAY}, positive: [cord_signs]}}}}\n").facts
    assert facts["cord_signs"] is True
    assert facts["saddle_numbness"] is False


def test_a_tick_on_cannot_is_false(answers):
    facts = answers(f"screened: {{abilities: {{{DAY}, positive: [can_floor_transfer]}}}}\n").facts
    assert facts["can_floor_transfer"] is False
    assert facts["can_rise_without_hands"] is True


def test_a_tick_leaves_scores_of_its_group_open(answers):
    found = answers(f"screened: {{leg_symptoms: {{{DAY}, positive: [pain_below_knee_last_7d]}}}}\n")
    assert found.facts["pain_below_knee_last_7d"] is True
    assert found.facts["night_leg_pain_last_7d"] is False
    assert "leg_pain_worst_24h" not in found.facts


def test_values_of_a_list_can_be_ticked(answers):
    facts = answers(f"screened: {{medicines: {{{DAY}, positive: [beta_blocker]}}}}\n").facts
    assert facts["medications"] == ("beta_blocker",)


def test_a_bundle_answers_its_groups(answers):
    facts = answers(f"screened: {{red_flags: {{{DAY}, positive: [fever]}}}}\n").facts
    assert facts["fever"] is True
    assert facts["saddle_numbness"] is False


def test_facts_without_a_safe_none_stay_unknown(answers):
    facts = answers(f"screened: {{clearance: {{{DAY}, positive: []}}}}\n").facts
    assert facts["medical_clearance"] == "none"
    assert "weeks_since_surgery" not in facts


def test_a_fact_beats_none_of_these_and_is_said(answers):
    more = f"facts: {{fever: true}}\nscreened: {{injury_and_infection: {{{DAY}, positive: []}}}}\n"
    found = answers(more)
    assert found.facts["fever"] is True
    assert any("(fever): the answer" in notice for notice in found.notices)


PREGNANT = "conditions: [{id: pregnancy}]\n"
NOT_PREGNANT = f"screened: {{pregnancy: {{{DAY}, positive: []}}}}\n"


def test_none_of_these_does_not_deny_what_is_recorded_and_that_is_said(answers):
    found = answers(PREGNANT + NOT_PREGNANT)
    assert "pregnancy_weeks" not in found.facts
    assert found.facts["obstetric_contraindication"] is False
    said = [notice for notice in found.notices if "(pregnancy_weeks)" in notice]
    assert said == [
        '"How many weeks pregnant are you (0 if not pregnant)?" (pregnancy_weeks) counts as not'
        " answered: Pregnancy (conditions[0]) is there, although screened.pregnancy says none of these"
    ]
    assert answers(NOT_PREGNANT).facts["pregnancy_weeks"] == 0


def test_none_of_these_stays_where_it_denies_only_one_ground_of_several(answers):
    more = f"conditions: [{{id: falls_risk}}]\nscreened: {{falls_and_bones: {{{DAY}, positive: []}}}}\n"
    assert answers(more).facts["falls_12m"] == 0


def test_a_skipped_group_does_not_deny_what_is_recorded(answers):
    assert "pregnancy_weeks" not in answers("facts: {age: 60}\n" + PREGNANT).facts
    assert answers("facts: {age: 60}\n").facts["pregnancy_weeks"] == 0


def test_a_skipped_group_counts_as_none(answers):
    assert answers("facts: {sex: male, age: 40}\n").facts["pregnancy_weeks"] == 0
    assert "pregnancy_weeks" not in answers("facts: {sex: female, age: 40}\n").facts


def test_condition_fields_answer_facts(answers):
    facts = answers(
        "conditions: [{id: lli_structural, side: right, measured_mm: 11, method: x_ray,"
        " corrected: false}]\n"
    ).facts
    assert facts["lld_mm"] == 11
    assert facts["lld_side_short"] == "right"
    assert facts["lld_method"] == "x_ray"
    assert facts["correction_worn"] == "none"
    assert facts["correction_fits"] is False


def test_worn_insoles(answers):
    facts = answers("conditions: [{id: pes_planus, corrected: true, fpi6_left: 8}]\n").facts
    assert (facts["correction_worn"], facts["correction_fits"]) == ("orthotic", True)
    assert facts["fpi6_max"] == 8


def test_the_youngest_spell_counts(answers):
    more = (
        "conditions: [{id: nslbp_chronic, since: 2025-01-01}, {id: sciatica, since: 2026-12-01}]\n"
    )
    assert answers(more).facts["days_since_onset"] == 6
    assert answers(more, dt.date(2026, 12, 31)).facts["days_since_onset"] == 30


def test_weeks_since_surgery(answers):
    more = "conditions: [{id: discectomy_postop, since: 2026-11-01}]\n"
    assert answers(more).facts["weeks_since_surgery"] == 5


def test_trials_of_both_sides_and_the_latest_outcome(answers):
    found = answers(
        "stretch_trials:\n"
        "  - {muscle: hamstrings, side: both, outcome: short, date: 2026-11-01}\n"
        "  - {muscle: hamstrings, side: left, outcome: full_range, date: 2026-12-01}\n"
    ).trials
    assert [(trial.side, trial.outcome) for trial in found] == [
        ("left", "full_range"),
        ("right", "short"),
    ]


@pytest.mark.parametrize(
    ("date", "outcome", "counts"),
    [
        ("2026-10-26", "short", True),
        ("2026-10-25", "short", False),
        ("2026-10-25", "discomfort_only", False),
        ("2026-10-25", "pain_on_attempt", True),
        ("2026-01-25", "full_range", True),
    ],
)
def test_a_trial_that_opens_a_stretch_counts_for_six_weeks(date, outcome, counts, answers):
    """42 days up to the start of the plan; what closes a stretch stays until a new trial."""
    text = f"{{muscle: soleus, side: left, outcome: {outcome}, date: {date}}}"
    found = answers(f"assessed_on: 2026-12-01\nstretch_trials: [{text}]\n")
    assert [trial.outcome for trial in found.trials] == [outcome] * counts
    said = [notice for notice in found.notices if "counts as not tried" in notice]
    assert len(said) == (not counts)


def test_of_two_stretches_on_one_day_the_more_serious_outcome_counts(answers):
    found = answers(
        "stretch_trials:\n"
        "  - {muscle: hamstrings, side: left, outcome: short, date: 2026-12-01,"
        " activity: hamstring_seated}\n"
        "  - {muscle: hamstrings, side: left, outcome: pain_on_attempt, date: 2026-12-01,"
        " activity: hamstring_doorway}\n"
    ).trials
    assert [trial.outcome for trial in found] == ["pain_on_attempt"]


def test_without_trials_nothing_was_tested(answers):
    assert answers().trials == ()


def test_criteria_count_from_the_day_they_were_met(answers):
    more = "criteria: [{id: sciatica_settled, met_on: 2027-01-11}, {id: hold_10s_x6, met: false}]\n"
    found = answers(more)
    assert found.criteria == {"hold_10s_x6": False}
    assert found.criteria_from == {"sciatica_settled": dt.date(2027, 1, 11)}
    assert answers(more, dt.date(2027, 1, 11)).criteria["sciatica_settled"] is True


def test_clearance_and_its_age(answers):
    more = (
        "clearance: [{scope: all, by: doctor, date: 2026-01-08},"
        " {scope: light_moderate, by: gp, date: 2026-10-07}]\n"
    )
    facts = answers(more).facts
    assert (facts["medical_clearance"], facts["medical_clearance_age_months"]) == (
        "light_moderate",
        2,
    )


def test_a_stretch_that_a_friend_suggested_is_no_clinical_advice(answers):
    friend = "suggested: [{activity: hamstring_seated, by: friend}]\n"
    doctor = "suggested: [{activity: hamstring_seated, by: doctor}]\n"
    walk = "suggested: [{activity: walk_easy, by: doctor}]\n"
    assert "stretch_suggested_by_clinician" not in answers(friend).facts
    assert answers(doctor).facts["stretch_suggested_by_clinician"] is True
    assert "stretch_suggested_by_clinician" not in answers(walk).facts


def test_goals_wake_time_equipment_and_start_are_facts(answers):
    facts = answers('goals: [lose_weight]\nwake: "06:15"\nequipment: [mat]\n').facts
    assert facts["goal_weight_loss"] is True
    assert facts["wake_time"] == "06:15"
    assert facts["equipment_available"] == ("mat",)
    assert facts["plan_start"] == "2026-12-07"


def test_a_score_above_its_own_maximum_is_said(answers):
    found = answers("facts: {worst_pain_24h: 6, worst_pain_max_7d: 4}\n")
    assert any("worst_pain_24h is higher than worst_pain_max_7d" in note for note in found.notices)


def test_free_minutes_are_counted_from_the_windows(answers):
    found = answers()
    assert found.facts["minutes_available_week"] == 80
    assert "minutes_available_week" in found.derived
    assert answers("facts: {minutes_available_week: 60}\n").facts["minutes_available_week"] == 60
