"""Guided questions: few, only what matters, stopped and resumed without loss."""

from __future__ import annotations

import pytest

from planner.intake import read_intake
from planner.intake.draft import load_draft, new_draft, save_draft
from planner.workflow.asking.question import Question
from planner.workflow.new_intake import Stopped, interview, write_intake

TYPICAL = {
    "start": "2027-01-11",
    "weeks": "12",
    "timezone": "Europe/Berlin",
    "fact:age": "41",
    "fact:sex": "female",
    "fact:height_cm": "168",
    "fact:weight_kg": "160 lb",
    "conditions": "0",
    "fact:minutes_available_week": "240",
    "fact:regular_exerciser": "n",
    "fact:desired_intensity": "moderate",
    "fact:active_minutes_week": "60",
    "fact:continuous_walk_minutes": "20",
    "fact:days_since_onset": "60",
    "fact:worst_pain_24h": "3",
    "fact:worst_pain_max_7d": "4",
    "fact:pain_trend_7d": "stable",
    "fact:pain_rest_now": "1",
    "fact:cigarettes_per_day": "0",
    "availability": "mon-fri 06:30-07:10*; sat 09:00-10:30",
    "night": "06:00 22:30",
    "equipment": "mat, band, chair",
    "goals": "less_pain",
}


class Person:
    """Answers by question id, and remembers what was asked."""

    def __init__(self, **changes: str) -> None:
        self.answers = {**TYPICAL, **{key.replace("__", ":"): v for key, v in changes.items()}}
        self.asked: list[str] = []

    def __call__(self, question: Question) -> str:
        self.asked.append(question.id)
        return self.answers.get(question.id, "0" if question.id.startswith("group:") else "")


def run(person, catalog, draft=None):
    return interview(draft or new_draft("someone"), catalog, person, lambda text: None)


def test_a_typical_person_answers_at_most_forty_questions(catalog, tmp_path):
    person = Person()
    draft = run(person, catalog)
    assert len(person.asked) <= 40
    file = tmp_path / "someone.yaml"
    write_intake(file, draft, catalog)
    assert read_intake(file, catalog).facts["weight_kg"] == pytest.approx(72.57, abs=0.01)


def test_acute_leg_pain_needs_few_more(catalog):
    person = Person(
        conditions="sciatica",
        condition__sciatica__since="2027-01-02",
        group__leg_symptoms="pain_below_knee_last_7d, leg_pain_worst_24h, leg_pain_max_7d",
        fact__leg_pain_worst_24h="6",
        fact__leg_pain_max_7d="7",
    )
    run(person, catalog)
    assert "fact:leg_pain_worst_24h" in person.asked
    assert "fact:days_since_onset" not in person.asked
    assert "fact:leg_symptom_free_days" not in person.asked
    assert len(person.asked) <= 44


def test_leg_details_only_when_the_legs_are_sore(catalog):
    person = Person()
    run(person, catalog)
    assert "fact:leg_pain_worst_24h" not in person.asked


def test_men_and_older_women_are_not_asked_about_pregnancy(catalog):
    person = Person(fact__sex="male")
    run(person, catalog)
    assert "group:pregnancy" not in person.asked


def test_a_red_flag_ends_the_questions(catalog):
    person = Person(group__nerve_emergency="saddle_numbness")
    run(person, catalog)
    assert person.asked[-1] == "group:nerve_emergency"


def test_a_wrong_answer_is_asked_again(catalog):
    person = Person(fact__age="12")
    told: list[str] = []

    def ask(question: Question) -> str:
        typed = person(question)
        if question.id == "fact:age":
            person.answers["fact:age"] = "41"
        return typed

    interview(new_draft("someone"), catalog, ask, told.append)
    assert person.asked.count("fact:age") == 2
    assert "from 18 to 100" in told[0]


def test_a_wrong_time_zone_is_asked_again(catalog):
    person = Person(timezone="Berlin/Europe")

    def ask(question: Question) -> str:
        typed = person(question)
        if question.id == "timezone":
            person.answers["timezone"] = "Europe/Berlin"
        return typed

    assert run(ask, catalog).content["plan"]["timezone"] == "Europe/Berlin"


def test_stop_and_resume_ask_nothing_twice(catalog, tmp_path):
    first = Person(group__pain_pattern="q")
    with pytest.raises(Stopped) as stopped:
        run(first, catalog)
    file = tmp_path / "someone.progress"
    save_draft(file, stopped.value.draft)
    second = Person()
    draft = run(second, catalog, load_draft(file))
    assert second.asked[0] == "group:pain_pattern"
    assert not set(first.asked[:-1]) & set(second.asked)
    assert draft.content == run(Person(), catalog).content


def test_end_of_input_stops(catalog):
    def ask(question: Question) -> str:
        raise EOFError

    with pytest.raises(Stopped):
        run(ask, catalog)
