"""What is still worth asking, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.intake import read_intake, resolve_answers
from planner.workflow.questions import (
    askable,
    closed_by_unknown,
    open_questions,
    question_for,
    undecided_red_flags,
)

ROOT = Path(__file__).parents[3]
BARE = """\
format: intake/1
id: someone
plan: {start: 2026-12-07, weeks: 8, timezone: Europe/Berlin}
facts: {age: 40, sex: female, height_cm: 170, weight_kg: 70}
availability:
  - {days: [mon, wed], from: "07:00", to: "07:40"}
"""


@pytest.fixture
def bare(tmp_path, catalog):
    file = tmp_path / "bare.yaml"
    file.write_text(BARE, "utf-8")
    return read_intake(file, catalog)


def test_safety_comes_first(bare, catalog):
    found = open_questions(bare, catalog)
    needed = [question.needed for question in found]
    assert needed == sorted(needed, reverse=True)
    assert "nerve_emergency" in [question.id for question in found if question.needed]


def test_unneeded_questions_stand_in_order_of_what_they_keep_closed(bare, catalog):
    closed = [q.closed for q in open_questions(bare, catalog) if not q.needed]
    assert closed == sorted(closed, reverse=True)
    assert closed[-1] > 0


def test_a_complete_intake_needs_nothing_more(catalog):
    intake = read_intake(ROOT / "examples/facet_baker.yaml", catalog)
    assert open_questions(intake, catalog) == ()


def test_every_question_says_what_it_changes(bare, catalog):
    for question in open_questions(bare, catalog):
        assert question.text
        assert question.why
        assert question.facts


def test_red_flags_name_the_rules_that_wait(bare, catalog):
    flags = undecided_red_flags(catalog, resolve_answers(bare, catalog))
    assert flags["saddle_numbness"] == ("rf_ces",)
    assert "rf_aaa" in flags["tearing_pain"]


def test_unknown_facts_count_the_activities_that_they_close(bare, catalog):
    closed = closed_by_unknown(bare, catalog, resolve_answers(bare, catalog))
    assert closed["pain_rest_now"] > closed["active_minutes_week"]


def test_derived_facts_are_traced_to_what_a_person_can_answer(bare, catalog):
    answers = resolve_answers(bare, catalog)
    assert askable(["signs_or_symptoms"], answers, catalog) == ["symptoms"]
    assert askable(["irritability"], answers, catalog) == [
        "leg_pain_worst_24h",
        "settling_minutes",
        "night_leg_pain_last_7d",
    ]
    assert askable(["adherence_pct", "bmi"], answers, catalog) == []


def test_the_checklist_asks_for_its_facts(catalog):
    assert question_for("saddle_numbness", catalog) == "nerve_emergency"
    assert question_for("age", catalog) == "age"
    assert question_for("weeks_since_surgery", catalog) == "weeks_since_surgery"
