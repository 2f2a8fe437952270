"""Stretches that were due to be tried again are asked about, whatever the language of the plan."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.language import speaking
from planner.domain.plan import Retest
from planner.explain import messages_of
from planner.knowledge import load_catalog
from planner.workflow.programme.interview import Interview
from planner.workflow.programme.trial_questions import due, trial_answers, trial_name
from tests.support.sample_plan import START, sample_plan

DAY = dt.timedelta(days=1)
LANGUAGES = ("en", "es")


def catalog_in(code: str):
    with speaking(code):
        return load_catalog()


def asked(written: str, read: str, *, typed: str = "1", on: dt.date = START):
    """Questions and answers for a plan in one language and a person who reads another."""
    texts: list[str] = []

    def ask(text: str, choices: object, hint: str) -> str:
        texts.append(text)
        return typed

    plan_words, catalog = messages_of(catalog_in(written)), catalog_in(read)
    again = Retest(date=on, what=trial_name("gluteus_medius", "left", plan_words), unlocks=())
    other = Retest(date=on, what="nprs", unlocks=())
    plan = sample_plan(retests=(again, other))
    interview = Interview(messages_of(catalog), ask, texts.append)
    found = list(trial_answers(plan, START, START, plan_words, catalog, interview))
    return texts, found


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("read", LANGUAGES)
def test_a_trial_that_is_due_is_asked_in_the_readers_language(written: str, read: str) -> None:
    texts, found = asked(written, read)
    said = {"en": "Stretch trial: gluteus medius, left side", "es": "Prueba de estiramiento: "}
    assert len(texts) == 1
    assert texts[0].startswith(said[read])
    outcome = next(iter(catalog_in(read).vocabulary["trial_outcomes"]))
    day = START.isoformat()
    assert found == [{"muscle": "gluteus_medius", "side": "left", "outcome": outcome, "date": day}]


def test_a_trial_that_was_left_out_or_is_not_due_is_not_told() -> None:
    assert asked("es", "es", typed="")[1] == []
    assert asked("es", "es", on=START + DAY) == ([], [])


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_trials_are_called_the_same(code: str) -> None:
    catalog = catalog_in(code)
    muscles = catalog.vocabulary["muscles"]
    names = {trial_name(m, s, messages_of(catalog)) for m in muscles for s in ("left", "right")}
    assert len(names) == 2 * len(muscles)


def test_only_what_lies_in_the_days_is_due() -> None:
    dates = (START - DAY, START, START + DAY, START + 2 * DAY)
    plan = sample_plan(retests=tuple(Retest(date=d, what="nprs", unlocks=()) for d in dates))
    assert [retest.date for retest in due(plan, START, START + DAY)] == list(dates[1:3])
