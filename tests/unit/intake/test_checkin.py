"""`checkin/1`: what is refused, with line and key; and how it brings an intake up to date."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.documents import parse_yaml
from planner.domain.checkin import CheckIn
from planner.domain.intake import CriterionMet
from planner.errors import BadInput
from planner.intake import resolve_answers
from planner.intake.checkin import read_check_in, with_check_ins
from tests.support.checkins import programme
from tests.support.people import CATALOG, intake

PLAN = programme(devices=True)
HEAD = "format: checkin/1\ndate: 2026-12-13\n"
DAY = dt.date(2026, 12, 13)


def read(text: str, **options: object) -> CheckIn:
    return read_check_in(parse_yaml(text.encode(), "week.yaml"), PLAN, CATALOG, **options)


def problems(text: str, **options: object) -> list[str]:
    with pytest.raises(BadInput) as found:
        read(text, **options)
    return [str(problem) for problem in found.value.problems]


def test_a_whole_check_in_is_read() -> None:
    found = read(
        HEAD
        + """\
sessions:
  - {key: w01-0, done: full, pain_before: 1, pain_during: 2, pain_next_morning: 1, rpe: 4,
     symptoms: [dizzy_sick_sweat], items: [{activity: walk_short, side: left, minutes: 25,
     load_kg: 2.5, responses: [centralises], note: fine}]}
  - {key: w01-2, done: missed}
all_day: [{key: w01-d0-orthotic_day_1_3, done: full, hours: 1.5, comfort: ache}]
facts: {weight_lb: 200, worst_pain_max_7d: 2}
stretch_trials: [{muscle: hamstrings, side: left, outcome: short, date: 2026-12-12}]
criteria: [{id: sciatica_settled, met_on: 2026-12-12}]
red_flags: [saddle_numbness]
retests: [{measure: psfs, value: 4.5, date: 2026-12-11}]
note: a good week
"""
    )
    first = found.sessions[0]
    assert (first.pain_before, first.pain_during, first.pain_next_morning, first.rpe) == (
        1,
        2,
        1,
        4,
    )
    assert first.items[0].load_kg == 2.5
    assert found.sessions[1].done == "missed"
    assert found.all_day[0].comfort == "ache"
    assert found.facts["weight_kg"] == pytest.approx(90.7, abs=0.1)
    assert found.red_flags == ("saddle_numbness",)
    assert found.retests[0].value == 4.5


def test_absent_safety_questions_are_not_none_of_these() -> None:
    assert read(HEAD).red_flags is None
    assert read(HEAD + "red_flags: []\n").red_flags == ()


@pytest.mark.parametrize(("text", "told"), [
    ("", "week.yaml: the file is empty"),
    ("format: checkin/1\n", "the key 'date' is missing"),
    ("format: checkin/2\ndate: 2026-12-13\n", "week.yaml:1: format: this planner reads 'checkin/1'"),
    ("format: checkin/1\ndate: 2026-11-01\n", "week.yaml:2: date: lies before the plan starts"),
    (HEAD + "sesions: []\n", "week.yaml:3: sesions: unknown key 'sesions'; did you mean 'sessions'?"),
    (HEAD + "sessions: [{key: w01-1, done: full}]\n", "unknown key of the plan 'w01-1'"),
    (HEAD + "sessions: [{key: w01-0, done: ful}]\n", "did you mean 'full'?"),
    (HEAD + "sessions: [{key: w01-0}]\n", "the key 'done' is missing"),
    (HEAD + "sessions: [{key: w02-2, done: full}]\n", "after the day of the check-in"),
    (HEAD + "sessions: [{key: w01-0, done: full, date: 2026-12-14}]\n", "lies after the day"),
    (HEAD + "sessions: [{key: w01-0, done: full}, {key: w01-0, done: full}]\n", "stands here twice"),
    (HEAD + "sessions: [{key: w01-0, done: missed, rpe: 3}]\n", "a session that was missed"),
    (HEAD + "sessions: [{key: w01-0, done: full, rpe: 11}]\n", "sessions[0].rpe: must be from 0 to 10"),
    (HEAD + "sessions: [{key: w01-0, done: full, rpe: 3.5}]\n", "a whole number is needed"),
    (HEAD + "sessions: [{key: w01-0, done: full, symptoms: [dizzy]}]\n", "unknown symptom 'dizzy'"),
    (HEAD + "sessions: [{key: w01-0, done: full, items: [{activity: run_walk}]}]\n",
     "unknown activity of this session 'run_walk'"),
    (HEAD + "sessions: [{key: w01-0, done: full, items: [{activity: walk_short, pain: 3}]}]\n",
     "unknown key 'pain'"),
    (HEAD + "sessions: [{key: w01-0, done: full, items: [{activity: walk_short, responses: [x]}]}]\n",
     "unknown response 'x'"),
    (HEAD + "sessions: [{key: w01-0, done: full, items: [{activity: walk_short}, {activity: walk_short}]}]\n",
     "stands here twice"),
    (HEAD + "all_day: [{key: w02-d0-heel_lift_3mm, done: full}]\n", "after the day of the check-in"),
    (HEAD + "all_day: [{key: w01-d0-heel_lift_3mm, done: full, comfort: ok}]\n", "unknown word 'ok'"),
    (HEAD + "all_day: [{key: w01-d0-heel_lift_3mm, done: full, hours: 25}]\n", "from 0 to 24"),
    (HEAD + "facts: {worst_pain_max_7d: 11}\n", "facts.worst_pain_max_7d: must be from 0 to 10"),
    (HEAD + "red_flags: [numbness]\n", "unknown safety sign 'numbness'"),
    (HEAD + "retests: [{measure: pain, value: 3}]\n", "unknown measure 'pain'"),
    (HEAD + "retests: [{measure: nprs, value: 11}]\n", "from 0 to 10"),
    (HEAD + "retests: [{measure: nprs, value: 1, date: 2026-12-14}]\n", "lies after the day"),
    (HEAD + "criteria: [{id: sciatica_settled, met_on: 2026-12-14}]\n", "criteria[0]: lies after the day"),
    (HEAD + "stretch_trials: [{muscle: hamstrings, side: left, outcome: short, date: 2026-12-14}]\n",
     "stretch_trials[0]: lies after the day"),
    (HEAD + "sessions: 3\n", "a list is needed here"),
    ("[1, 2]\n", "a mapping (key: value) is needed here"),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str, told: str) -> None:
    assert any(told in problem for problem in problems(text)), problems(text)


def test_everything_wrong_is_said_at_once() -> None:
    text = HEAD + "facts: {weight: 3}\nred_flags: [x]\nretests: [{measure: y, value: 1}]\n"
    assert [problem.split(": ")[0] for problem in problems(text)] == [
        "week.yaml:3", "week.yaml:4", "week.yaml:5",
    ]  # fmt: skip


def test_a_check_in_before_the_last_one_is_refused() -> None:
    told = problems(HEAD, after=dt.date(2026, 12, 14))
    assert "lies before the last check-in (2026-12-14); to change an earlier one" in told[0]
    assert read(HEAD, after=DAY).date == DAY


def test_the_newest_answer_counts() -> None:
    person = intake(facts={"worst_pain_max_7d": 5, "age": 40})
    weeks = [CheckIn(date=DAY, facts={"worst_pain_max_7d": 3})]
    assert with_check_ins(person, weeks, CATALOG).facts == {"worst_pain_max_7d": 3, "age": 40}
    weeks.append(CheckIn(date=DAY, facts={"worst_pain_max_7d": 1}))
    assert with_check_ins(person, weeks, CATALOG).facts["worst_pain_max_7d"] == 1


def test_none_of_these_does_not_take_a_sign_back() -> None:
    person = intake()
    weeks = [CheckIn(date=DAY, red_flags=("saddle_numbness",)), CheckIn(date=DAY, red_flags=())]
    answers = resolve_answers(with_check_ins(person, weeks, CATALOG), CATALOG, DAY)
    assert answers.facts["saddle_numbness"] is True
    weeks.append(CheckIn(date=DAY, facts={"saddle_numbness": False}))
    answers = resolve_answers(with_check_ins(person, weeks, CATALOG), CATALOG, DAY)
    assert answers.facts["saddle_numbness"] is False


def test_a_tick_beats_a_no_of_the_intake() -> None:
    person = intake(facts={"saddle_numbness": False})
    weeks = [CheckIn(date=DAY, red_flags=("saddle_numbness",))]
    answers = resolve_answers(with_check_ins(person, weeks, CATALOG), CATALOG, DAY)
    assert answers.facts["saddle_numbness"] is True


def test_answers_about_a_session_count_for_their_check_in_only() -> None:
    weeks = [CheckIn(date=DAY, facts={"fever": True}), CheckIn(date=DAY)]
    assert with_check_ins(intake(), weeks[:1], CATALOG).facts == {"fever": True}
    assert with_check_ins(intake(), weeks, CATALOG).facts == {}


def test_a_criterion_that_was_lost_again_is_lost() -> None:
    met = CriterionMet(id="sciatica_settled", met_on=DAY)
    lost = CriterionMet(id="sciatica_settled", met=False)
    weeks = [CheckIn(date=DAY, criteria=(met,)), CheckIn(date=DAY, criteria=(lost,))]
    assert with_check_ins(intake(), weeks, CATALOG).criteria == (lost,)
