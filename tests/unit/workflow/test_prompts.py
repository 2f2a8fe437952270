"""What people type, and what is made of it."""

from __future__ import annotations

import pytest

from planner.domain.language import speaking
from planner.intake.times import WEEKDAYS
from planner.knowledge import load_catalog
from planner.knowledge.messages import messages_of
from planner.workflow.prompts import NotUnderstood, fact_answer, picks, windows, yes_or_no

MESSAGES = messages_of(load_catalog())


@pytest.mark.parametrize(
    ("fact", "typed", "answer"),
    [
        ("age", "41", {"age": 41}),
        ("height_cm", "168", {"height_cm": 168}),
        ("height_cm", "168 cm", {"height_cm": 168}),
        ("height_cm", "5'8\"", {"height_in": 68}),
        ("height_cm", "1.7 m", {"height_m": 1.7}),
        ("weight_kg", "160 lb", {"weight_lb": 160}),
        ("weight_kg", "72,5", {"weight_kg": 72.5}),
        ("sex", "2", {"sex": "male"}),
        ("sex", "female", {"sex": "female"}),
        ("fever", "n", {"fever": False}),
        ("symptoms", "0", {"symptoms": []}),
    ],
)
def test_answers(fact, typed, answer, catalog):
    assert fact_answer(typed, catalog.facts[fact], catalog) == answer


@pytest.mark.parametrize(
    ("fact", "typed"),
    [("age", "old"), ("age", "12"), ("fever", "maybe"), ("sex", "9"), ("weight_kg", "70 stones")],
)
def test_answers_that_do_not_fit(fact, typed, catalog):
    with pytest.raises(NotUnderstood):
        fact_answer(typed, catalog.facts[fact], catalog)


def test_picks():
    assert picks("none", ("a", "b"), MESSAGES) == ()
    assert picks("2, a,2", ("a", "b"), MESSAGES) == ("b", "a")
    with pytest.raises(NotUnderstood):
        picks("3", ("a", "b"), MESSAGES)


def test_yes_and_no():
    assert yes_or_no("Y", MESSAGES) is True
    assert yes_or_no("no", MESSAGES) is False
    with pytest.raises(NotUnderstood):
        yes_or_no("si", MESSAGES)


def test_a_person_answers_in_their_own_words(catalog):
    with speaking("es"):
        spanish = load_catalog()
    messages = messages_of(spanish)
    assert [yes_or_no(word, messages) for word in ("S", "sí", " si ", "n")] == [True] * 3 + [False]
    assert picks("Ninguna", ("a", "b"), messages) == ()
    fact = catalog.facts["continuous_walk_minutes"]
    assert fact_answer("20 minutos", fact, spanish) == {fact.id: 20}
    with pytest.raises(NotUnderstood):
        fact_answer("20 minutos", fact, catalog)


def test_windows():
    found = windows("mon-wed,fri 06:30-07:10*; sat 9:00-10:30", WEEKDAYS)
    assert found[0]["days"] == ["mon", "tue", "wed", "fri"]
    assert found[0]["preferred"] is True
    assert found[1] == {"days": ["sat"], "from": "9:00", "to": "10:30"}


@pytest.mark.parametrize("typed", ["mornings", "fri-mon 07:00-08:00", "xxx 07:00-08:00"])
def test_windows_that_do_not_fit(typed):
    with pytest.raises(NotUnderstood):
        windows(typed, WEEKDAYS)
