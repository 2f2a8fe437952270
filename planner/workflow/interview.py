"""Guided questions: which one comes next, and what its answer adds to the intake.

A question comes only while its answer can still change the result: a checklist whose facts no
open rule waits for is left out, and once a red flag is found nothing more is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from planner.domain.answers import Answers
from planner.intake import resolve_answers
from planner.intake.doors import ticks
from planner.intake.draft import Draft, intake_of
from planner.intake.facts import allowed_values
from planner.intake.health import SIDES, fields_of
from planner.intake.times import MOST_WEEKS, WEEKDAYS
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Fact, ScreeningGroup
from planner.workflow.prompts import NotUnderstood, fact_answer, picks, windows
from planner.workflow.questions import askable, is_red_flag, question_text

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


def next_question(draft: Draft, catalog: Catalog) -> Question | None:
    """The next question that is worth asking; None when the intake is complete."""
    for question in _request_questions(catalog):
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
    from planner.rules import firings

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
        yield _fact_question(catalog.facts[fact], catalog)
    yield _conditions_question(catalog)
    yield from _about_conditions(draft, situation, catalog)
    for group in catalog.screening_groups.values():
        if _is_worth_asking(group, draft, situation, catalog):
            yield _group_question(group, catalog)
        yield from _after_ticks(group, draft, situation, catalog)
    for fact in catalog.single_questions:
        if fact not in situation.answers.facts or f"fact:{fact}" in draft.asked:
            yield _fact_question(catalog.facts[fact], catalog)
    if situation.answers.facts.get("smoker") is True:
        yield _fact_question(catalog.facts["ready_to_quit_30d"], catalog)
    yield from _closing_questions(catalog)


# --- the request ------------------------------------------------------------------------------


def _request_questions(catalog: Catalog) -> tuple[Question, ...]:
    return (
        Question(
            id="start",
            text="On which day should the plan start?",
            hint="YYYY-MM-DD",
            must=True,
            apply=_plan_field("start", str),
        ),
        Question(
            id="weeks",
            text="For how many weeks?",
            hint=f"1 to {MOST_WEEKS}",
            must=True,
            apply=_plan_field("weeks", _whole),
        ),
        Question(
            id="timezone",
            text="In which time zone do you live?",
            hint="such as Europe/Berlin",
            must=True,
            apply=_plan_field("timezone", str),
        ),
    )


def _whole(typed: str) -> int:
    if not typed.isdigit():
        raise NotUnderstood("a whole number is needed")
    return int(typed)


def _plan_field(key: str, convert: Callable[[str], Any]) -> Apply:
    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(key, plan={key: convert(typed.strip())})

    return apply


# --- facts and checklists ---------------------------------------------------------------------


def _fact_question(fact: Fact, catalog: Catalog) -> Question:
    name = f"fact:{fact.id}"

    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(name, facts=fact_answer(typed, fact, catalog))

    hints = {"bool": "y or n", "date": "YYYY-MM-DD", "list": "numbers with commas, 0 for none"}
    return Question(
        id=name,
        text=question_text(fact),
        choices=allowed_values(fact, catalog) if fact.type in ("enum", "list") else (),
        hint=hints.get(fact.type, fact.unit or ""),
        must=fact.unknown == "blocks",
        apply=apply,
    )


def _is_worth_asking(
    group: ScreeningGroup, draft: Draft, situation: Situation, catalog: Catalog
) -> bool:
    if group.ask_at != "intake":
        return False
    if f"group:{group.id}" in draft.asked:
        return True
    known = situation.answers.facts
    return any(
        fact in situation.open_facts or catalog.facts[fact].unknown == "ignore"
        for fact in group.facts
        if fact not in known
    )


def _group_words(group: ScreeningGroup, catalog: Catalog) -> tuple[str, ...]:
    words: list[str] = []
    for fact in group.facts:
        record = catalog.facts[fact]
        words += allowed_values(record, catalog) if record.type == "list" else [fact]
    return tuple(words)


def _group_question(group: ScreeningGroup, catalog: Catalog) -> Question:
    name = f"group:{group.id}"
    words = _group_words(group, catalog)

    def apply(draft: Draft, typed: str) -> Draft:
        positive = list(picks(typed, words))
        answer = {"date": _day(draft), "positive": positive}
        return draft.having(name, screened={group.id: answer})

    return Question(
        id=name,
        text=f"{group.title}. {group.intro}",
        choices=tuple(_choice_text(word, group, catalog) for word in words),
        hint="numbers with commas, 0 for none of these",
        apply=apply,
    )


def _choice_text(word: str, group: ScreeningGroup, catalog: Catalog) -> str:
    if word not in group.facts:
        return word.replace("_", " ")
    text = question_text(catalog.facts[word])
    return f"{text} (tick if you cannot)" if group.none_means.get(word) is True else text


def _day(draft: Draft) -> str:
    return str(draft.content["plan"]["start"])


def _after_ticks(
    group: ScreeningGroup, draft: Draft, situation: Situation, catalog: Catalog
) -> Iterator[Question]:
    """Single questions of a checklist of which something was ticked."""
    screened = draft.content.get("screened", {}).get(group.id)
    if not screened or not screened["positive"]:
        return
    ticked = ticks(group, tuple(screened["positive"]), catalog)
    for fact in group.facts:
        asked = f"fact:{fact}" in draft.asked
        open_value = fact not in situation.answers.facts and (
            fact in ticked or fact in situation.open_facts
        )
        if asked or open_value:
            yield _fact_question(catalog.facts[fact], catalog)


# --- recorded findings ------------------------------------------------------------------------


def _conditions_question(catalog: Catalog) -> Question:
    names = tuple(
        condition.id for condition in catalog.conditions.values() if not condition.derived_when
    )

    def apply(draft: Draft, typed: str) -> Draft:
        records = [{"id": name} for name in picks(typed, names)]
        return draft.having("conditions", conditions=records)

    return Question(
        id="conditions",
        text="Has a doctor or therapist named any of these findings?",
        choices=tuple(catalog.conditions[name].name for name in names),
        hint="numbers with commas, 0 for none of these",
        apply=apply,
    )


def _about_conditions(draft: Draft, situation: Situation, catalog: Catalog) -> Iterator[Question]:
    for index, record in enumerate(draft.content.get("conditions", [])):
        condition = catalog.conditions[record["id"]]
        if len(condition.stages) > 1 and not condition.stage_when:
            text = f"{condition.name}: which stage is it in?"
            yield _record_question(index, record["id"], "stage", text, condition.stages)
        for field in catalog.derivations.condition_fields:
            if record["id"] in field.conditions and field.field in ("side", "since"):
                ask = "Which side?" if field.field == "side" else "Since which day?"
                choices = SIDES if field.field == "side" else ()
                text = f"{condition.name}: {ask}"
                yield _record_question(index, record["id"], field.field, text, choices)
        for name, more in fields_of(record["id"], catalog).items():
            if more.fact and (more.fact in situation.open_facts or name in record):
                text = f"{condition.name}: {question_text(catalog.facts[more.fact])}"
                yield _record_fact(
                    index, record["id"], name, text, catalog.facts[more.fact], catalog
                )


def _record_question(
    index: int, condition: str, field: str, text: str, choices: tuple[str, ...]
) -> Question:
    def apply(draft: Draft, typed: str) -> Draft:
        value = typed.strip()
        if choices:
            chosen = picks(typed, choices)
            if len(chosen) != 1:
                raise NotUnderstood("choose one of the list")
            value = chosen[0]
        return _with_field(draft, name, index, field, value)

    name = f"condition:{condition}:{field}"
    return Question(
        id=name, text=text, choices=choices, hint="" if choices else "YYYY-MM-DD", apply=apply
    )


def _record_fact(
    index: int, condition: str, field: str, text: str, fact: Fact, catalog: Catalog
) -> Question:
    def apply(draft: Draft, typed: str) -> Draft:
        value = next(iter(fact_answer(typed, fact, catalog).values()))
        return _with_field(draft, name, index, field, value)

    name = f"condition:{condition}:{field}"
    choices = allowed_values(fact, catalog) if fact.type == "enum" else ()
    return Question(id=name, text=text, choices=choices, hint=fact.unit or "", apply=apply)


def _with_field(draft: Draft, name: str, index: int, field: str, value: object) -> Draft:
    records = [dict(record) for record in draft.content["conditions"]]
    records[index][field] = value
    return draft.having(name, conditions=records)


# --- calendar, equipment, goals ---------------------------------------------------------------


def _closing_questions(catalog: Catalog) -> tuple[Question, ...]:
    def set_windows(draft: Draft, typed: str) -> Draft:
        return draft.having("availability", availability=windows(typed, WEEKDAYS))

    def set_night(draft: Draft, typed: str) -> Draft:
        wake, _, bed = typed.strip().partition(" ")
        return draft.having("night", wake=wake, bed=bed.strip())

    return (
        Question(
            id="availability",
            text="When do you have time in a usual week? Mark the times you like best with *.",
            hint="mon-fri 06:30-07:10*; sat 09:00-10:30",
            must=True,
            apply=set_windows,
        ),
        Question(
            id="night",
            text="When do you get up, and when do you go to bed?",
            hint="06:30 22:30",
            apply=set_night,
        ),
        _list_question("equipment", "Which of these do you have?", catalog.vocabulary["equipment"]),
        _list_question("goals", "What do you want to reach?", catalog.goals),
    )


def _list_question(key: str, text: str, terms: dict[str, Any]) -> Question:
    words = tuple(terms)

    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(key, **{key: list(picks(typed, words))})

    choices = tuple(getattr(term, "meaning", name) for name, term in terms.items())
    hint = "numbers with commas, 0 for none"
    return Question(id=key, text=text, choices=choices, hint=hint, apply=apply)
