"""Questions about the plan that is wanted: start, length, times, equipment, goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.intake.draft import Draft
from planner.intake.times import MOST_WEEKS, WEEKDAYS
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.workflow.asking.question import Apply, Question
from planner.workflow.prompts import NotUnderstood, picks, windows


def request_questions(messages: Messages) -> tuple[Question, ...]:
    """Start, length and time zone: asked first, because every date hangs on them."""
    return (
        Question(
            id="start",
            text=messages.say("ask.start"),
            hint=messages.say("ask.hint_date"),
            must=True,
            apply=_plan_field("start", str),
        ),
        Question(
            id="weeks",
            text=messages.say("ask.weeks"),
            hint=messages.say("ask.hint_range", low=1, high=MOST_WEEKS),
            must=True,
            apply=_plan_field("weeks", _whole),
        ),
        Question(
            id="timezone",
            text=messages.say("ask.timezone"),
            hint=messages.say("ask.hint_timezone"),
            must=True,
            apply=_plan_field("timezone", str),
        ),
    )


def _whole(typed: str) -> int:
    if not typed.isdigit():
        raise NotUnderstood("whole_number")
    return int(typed)


def _plan_field(key: str, convert: Callable[[str], Any]) -> Apply:
    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(key, plan={key: convert(typed.strip())})

    return apply


def availability_question(messages: Messages) -> Question:
    """The free times of a usual week."""
    said = tuple(messages.say("ask.weekdays").split())

    def set_windows(draft: Draft, typed: str) -> Draft:
        return draft.having("availability", availability=windows(typed, WEEKDAYS, said))

    return Question(
        id="availability",
        text=messages.say("ask.availability"),
        hint=messages.say("ask.hint_availability"),
        must=True,
        apply=set_windows,
    )


def closing_questions(catalog: Catalog) -> tuple[Question, ...]:
    """Night, equipment and goals."""
    messages = messages_of(catalog)

    def set_night(draft: Draft, typed: str) -> Draft:
        wake, _, bed = typed.strip().partition(" ")
        return draft.having("night", wake=wake, bed=bed.strip())

    return (
        Question(
            id="night",
            text=messages.say("ask.night"),
            hint=messages.say("ask.hint_night"),
            apply=set_night,
        ),
        _list_question("equipment", catalog.vocabulary["equipment"], messages),
        _list_question("goals", catalog.goals, messages),
    )


def _list_question(key: str, terms: dict[str, Any], messages: Messages) -> Question:
    words = tuple(terms)

    def apply(draft: Draft, typed: str) -> Draft:
        return draft.having(key, **{key: list(picks(typed, words, messages))})

    choices = tuple(getattr(term, "meaning", messages.choice(name)) for name, term in terms.items())
    return Question(
        id=key,
        text=messages.say(f"ask.{key}"),
        choices=choices,
        hint=messages.say("ask.hint_none"),
        apply=apply,
    )
