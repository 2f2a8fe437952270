"""A question, and what is known when it is asked."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from planner.domain.answers import Answers
from planner.intake.draft import Draft
from planner.intake.facts import allowed_values
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import messages_of
from planner.knowledge.model import Fact
from planner.workflow.prompts import fact_answer
from planner.workflow.questions import question_text

Apply = Callable[[Draft, str], Draft]


class Question(Struct, frozen=True, kw_only=True):
    """One question: its text, the numbered choices, a hint, and what an answer does.

    Attributes:
        must: the question cannot be left out.
        apply: the draft after an answer; raises NotUnderstood.
    """

    id: str
    text: str
    apply: Apply
    choices: tuple[str, ...] = ()
    hint: str = ""
    must: bool = False


class Situation(Struct, frozen=True):
    """What is known so far, and which unknown facts can still change the result."""

    answers: Answers
    open_facts: frozenset[str]
    red_flag: bool


def choices_of(fact: Fact, catalog: Catalog) -> tuple[str, ...]:
    """What can be answered, as people say it; in the order of the values."""
    if fact.values_from is not None:
        terms = catalog.vocabulary[fact.values_from.rpartition(".")[2]]
        return tuple(term.meaning for term in terms.values())
    messages = messages_of(catalog)
    return tuple(messages.choice(value) for value in allowed_values(fact, catalog))


def unit_of(fact: Fact, catalog: Catalog) -> str:
    """The unit that an answer is understood in, as people say it; nothing where there is none."""
    known = catalog.vocabulary["units"].get(fact.unit or "")
    return known.meaning if known is not None else ""


def fact_question(fact: Fact, catalog: Catalog) -> Question:
    """The question for one fact."""
    name = f"fact:{fact.id}"

    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(name, facts=fact_answer(typed, fact, catalog))

    messages = messages_of(catalog)
    hints = {
        "bool": messages.say("ask.hint_yes_no"),
        "date": messages.say("ask.hint_date"),
        "list": messages.say("ask.hint_none"),
    }
    return Question(
        id=name,
        text=question_text(fact),
        choices=choices_of(fact, catalog) if fact.type in ("enum", "list") else (),
        hint=hints.get(fact.type) or unit_of(fact, catalog),
        must=fact.unknown == "blocks",
        apply=apply,
    )
