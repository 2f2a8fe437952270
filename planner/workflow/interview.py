"""Guided questions: which one comes next.

A question comes only while its answer can still change the result: a checklist whose facts no
open rule waits for is left out, and once a red flag is found nothing more is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.intake import resolve_answers
from planner.intake.draft import Draft, intake_of
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import messages_of
from planner.rules import firings
from planner.workflow.asking.checklist import after_ticks, group_question, is_worth_asking
from planner.workflow.asking.findings import about_conditions, conditions_question
from planner.workflow.asking.question import Question, Situation, fact_question
from planner.workflow.asking.request import (
    availability_question,
    closing_questions,
    request_questions,
)
from planner.workflow.questions import askable, is_red_flag


def next_question(draft: Draft, catalog: Catalog) -> Question | None:
    """The next question that is worth asking; None when the intake is complete."""
    for question in request_questions(messages_of(catalog)):
        if question.id not in draft.asked:
            return question
    situation = assess(draft, catalog)
    if situation.red_flag:
        return None
    for question in _script(draft, situation, catalog):
        if question.id not in draft.asked:
            return question
    return None


def assess(draft: Draft, catalog: Catalog) -> Situation:
    """Run the rules on the answers so far."""
    answers = resolve_answers(intake_of(draft, catalog), catalog)
    unknown: dict[str, None] = {}
    red_flag = False
    for firing in firings(catalog, answers):
        if firing.outcome is None:
            unknown |= dict.fromkeys(firing.unknown)
        else:
            red_flag = red_flag or is_red_flag(firing.rule)
    return Situation(answers, frozenset(askable(unknown, answers, catalog)), red_flag)


def _script(draft: Draft, situation: Situation, catalog: Catalog) -> Iterator[Question]:
    for fact in ("age", "sex", "height_cm", "weight_kg"):
        yield fact_question(catalog.facts[fact], catalog)
    yield availability_question(messages_of(catalog))
    yield conditions_question(catalog)
    yield from about_conditions(draft, situation, catalog)
    for group in catalog.screening_groups.values():
        if is_worth_asking(group, draft, situation, catalog):
            yield group_question(group, catalog)
        yield from after_ticks(group, draft, situation, catalog)
    for fact in catalog.single_questions:
        if fact not in situation.answers.facts or f"fact:{fact}" in draft.asked:
            yield fact_question(catalog.facts[fact], catalog)
    if situation.answers.facts.get("smoker") is True:
        yield fact_question(catalog.facts["ready_to_quit_30d"], catalog)
    yield from closing_questions(catalog)
