"""Guided questions in the language of the person: none of their sentences stays English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from planner.domain.language import ENGLISH, speaking
from planner.explain import messages_of
from planner.intake.draft import Draft, new_draft
from planner.knowledge import load_catalog
from planner.workflow.asking.question import Question
from planner.workflow.new_intake import Stopped, interview, language_of, start_or_resume
from planner.workflow.prompts import NotUnderstood, windows

ROOT = Path(__file__).parents[2]
CODE = "".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "planner").rglob("*.py"))
)
LANGUAGES = ("en", "es")
ANSWERS = {
    "start": "2026-12-07", "weeks": "6", "timezone": "Europe/Madrid", "fact:age": "45",
    "fact:sex": "1", "fact:height_cm": "178", "fact:weight_kg": "80",
}  # fmt: skip
TIMES = {
    "en": "mon-fri 07:00-08:00*; sat 10:00-11:00",
    "es": "lun-vie 07:00-08:00*; sáb 10:00-11:00",
}


def texts(code: str) -> dict[str, str]:
    return yaml.safe_load((ROOT / "catalog" / "messages" / f"{code}.yaml").read_text())


def asked_in(code: str) -> tuple[list[Question], list[str], Draft]:
    """Every question that comes when what needs no answer is left out."""
    shown: list[Question] = []
    told: list[str] = []

    def ask(question: Question) -> str:
        if len(shown) > 12 or (shown and shown[-1].id == question.id):
            return "q"
        shown.append(question)
        if question.id == "availability":
            return TIMES[code]
        return ANSWERS.get(question.id, "0" if question.must else "")

    with speaking(code):
        catalog = load_catalog()
        draft = start_or_resume(Path("none-of-this-name.yaml"), None)
        try:
            draft = interview(draft, catalog, ask, told.append)
        except Stopped as stopped:
            draft = stopped.draft
    return shown, told, draft


def test_no_question_of_an_intake_is_in_english() -> None:
    english, _, _ = asked_in("en")
    spanish, _, draft = asked_in("es")
    assert [question.id for question in spanish] == [question.id for question in english]
    assert len({question.id for question in spanish}) > 9
    for there, here in zip(english, spanish, strict=True):
        assert there.text != here.text, here.id
        assert there.hint != here.hint, here.id
    assert language_of(draft) == "es"
    assert language_of(new_draft("x")) == ENGLISH
    days = [window["days"] for window in draft.content["availability"]]
    assert days == [["mon", "tue", "wed", "thu", "fri"], ["sat"]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reason_for_not_understanding_has_a_sentence(code: str) -> None:
    keys = set(re.findall(r'NotUnderstood\(\s*"([a-z_]+)"', CODE))
    said = {key.partition(".")[2] for key in texts(code) if key.startswith("not_understood.")}
    assert keys == said


def test_what_was_not_understood_is_said_in_the_language() -> None:
    with speaking("es"):
        messages = messages_of(load_catalog())
    with pytest.raises(NotUnderstood) as caught:
        windows("xyz 07:00-08:00", ("mon",), ("lun",))
    assert caught.value.told(messages) == "No se entiende: usa los días lun"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_days_can_be_typed(code: str) -> None:
    days = texts(code)["ask.weekdays"].split()
    assert len(set(days)) == 7
    assert all(day.isascii() and day.isalpha() for day in days)


def test_every_value_that_can_be_chosen_has_a_word() -> None:
    with speaking("es"):
        catalog = load_catalog()
    messages = messages_of(catalog)
    values = {
        value
        for fact in catalog.facts.values()
        if fact.type in ("enum", "list")
        for value in fact.values
    } | set(catalog.progression.wear)
    unsaid = {v for v in values if f"choice.{v}" not in messages and f"word.{v}" not in messages}
    assert unsaid == set()
