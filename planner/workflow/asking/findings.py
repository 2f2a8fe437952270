"""Questions about findings that a clinician named, and what belongs to each of them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.intake.draft import Draft
from planner.intake.health import SIDES, fields_of
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.knowledge.model import Fact
from planner.workflow.asking.question import Question, Situation, choices_of, unit_of
from planner.workflow.prompts import fact_answer, pick_one, picks
from planner.workflow.questions import question_text


def conditions_question(catalog: Catalog) -> Question:
    """Which findings were named."""
    messages = messages_of(catalog)
    names = tuple(
        condition.id for condition in catalog.conditions.values() if not condition.derived_when
    )

    def apply(draft: Draft, typed: str) -> Draft:
        known = draft.content.get("conditions", [])
        there = {record["id"] for record in known}
        picked = [name for name in picks(typed, names, messages) if name not in there]
        records = [*known, *({"id": name} for name in picked)]
        return draft.having("conditions", conditions=records)

    return Question(
        id="conditions",
        text=messages.say("ask.conditions"),
        choices=tuple(catalog.conditions[name].name for name in names),
        hint=messages.say("ask.hint_none_of_these"),
        apply=apply,
    )


def about_conditions(draft: Draft, situation: Situation, catalog: Catalog) -> Iterator[Question]:
    """Stage, side, date and measured fields of each recorded finding."""
    messages = messages_of(catalog)
    for index, record in enumerate(draft.content.get("conditions", [])):
        condition = catalog.conditions[record["id"]]
        if len(condition.stages) > 1 and not condition.stage_when:
            text = messages.say("ask.stage", name=condition.name)
            yield _record_question(index, record["id"], "stage", text, condition.stages, messages)
        for field in catalog.derivations.condition_fields:
            if record["id"] in field.conditions and field.field in ("side", "since"):
                choices = SIDES if field.field == "side" else ()
                text = messages.say(f"ask.condition_{field.field}", name=condition.name)
                yield _record_question(index, record["id"], field.field, text, choices, messages)
        for name, more in fields_of(record["id"], catalog).items():
            if more.fact and (more.fact in situation.open_facts or name in record):
                text = f"{condition.name}: {question_text(catalog.facts[more.fact])}"
                yield _record_fact(
                    index, record["id"], name, text, catalog.facts[more.fact], catalog
                )


def _record_question(
    index: int, condition: str, field: str, text: str, choices: tuple[str, ...],
    messages: Messages,
) -> Question:  # fmt: skip
    def apply(draft: Draft, typed: str) -> Draft:
        value = pick_one(typed, choices, messages) if choices else typed.strip()
        return _with_field(draft, name, index, field, value)

    name = f"condition:{condition}:{field}"
    return Question(
        id=name,
        text=text,
        choices=tuple(messages.choice(choice) for choice in choices),
        hint="" if choices else messages.say("ask.hint_date"),
        apply=apply,
    )


def _record_fact(
    index: int, condition: str, field: str, text: str, fact: Fact, catalog: Catalog
) -> Question:
    def apply(draft: Draft, typed: str) -> Draft:
        value = next(iter(fact_answer(typed, fact, catalog).values()))
        return _with_field(draft, name, index, field, value)

    name = f"condition:{condition}:{field}"
    choices = choices_of(fact, catalog) if fact.type == "enum" else ()
    return Question(id=name, text=text, choices=choices, hint=unit_of(fact, catalog), apply=apply)


def _with_field(draft: Draft, name: str, index: int, field: str, value: object) -> Draft:
    records = [dict(record) for record in draft.content["conditions"]]
    records[index][field] = value
    return draft.having(name, conditions=records)
