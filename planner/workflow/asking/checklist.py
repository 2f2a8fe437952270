"""Questions for a checklist, and the single questions that a tick opens."""

from __future__ import annotations

from collections.abc import Iterator

from planner.intake.checklists import ticks
from planner.intake.draft import Draft
from planner.intake.facts import allowed_values
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import messages_of
from planner.knowledge.model import ScreeningGroup
from planner.workflow.asking.question import Question, Situation, fact_question
from planner.workflow.prompts import picks
from planner.workflow.questions import question_text


def is_worth_asking(
    group: ScreeningGroup, draft: Draft, situation: Situation, catalog: Catalog
) -> bool:
    """The checklist belongs to the intake, and an answer can still change something."""
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


def group_words(group: ScreeningGroup, catalog: Catalog) -> tuple[str, ...]:
    """What can be ticked, in the order in which it is shown."""
    words: list[str] = []
    for fact in group.facts:
        record = catalog.facts[fact]
        words += allowed_values(record, catalog) if record.type == "list" else [fact]
    return tuple(words)


def group_question(group: ScreeningGroup, catalog: Catalog) -> Question:
    """The whole checklist as one question."""
    name = f"group:{group.id}"
    words, messages = group_words(group, catalog), messages_of(catalog)

    def apply(draft: Draft, typed: str) -> Draft:
        positive = list(picks(typed, words, messages))
        answer = {"date": _day(draft), "positive": positive}
        return draft.having(name, screened={group.id: answer})

    return Question(
        id=name,
        text=f"{group.title}. {group.intro}",
        choices=tuple(choice_text(word, group, catalog) for word in words),
        hint=messages.say("ask.hint_none_of_these"),
        apply=apply,
    )


def choice_text(word: str, group: ScreeningGroup, catalog: Catalog) -> str:
    """A line of the checklist."""
    if word not in group.facts:
        return messages_of(catalog).choice(word)
    text = question_text(catalog.facts[word])
    if group.none_means.get(word) is not True:
        return text
    return messages_of(catalog).say("ask.tick_if_not", text=text)


def _day(draft: Draft) -> str:
    """Day of the assessment."""
    return str(draft.content.get("assessed_on") or draft.content["plan"]["start"])


def after_ticks(
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
            yield fact_question(catalog.facts[fact], catalog)
