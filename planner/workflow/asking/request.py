"""Questions about the plan that is wanted: start, length, times, equipment, goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.intake.draft import Draft
from planner.intake.times import MOST_WEEKS, WEEKDAYS
from planner.knowledge.catalog import Catalog
from planner.workflow.asking.question import Apply, Question
from planner.workflow.prompts import NotUnderstood, picks, windows


def request_questions() -> tuple[Question, ...]:
    """Start, length and time zone: asked first, because every date hangs on them."""
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


def availability_question() -> Question:
    """The free times of a usual week."""

    def set_windows(draft: Draft, typed: str) -> Draft:
        return draft.having("availability", availability=windows(typed, WEEKDAYS))

    return Question(
        id="availability",
        text="When do you have time in a usual week? Mark the times you like best with *.",
        hint="mon-fri 06:30-07:10*; sat 09:00-10:30",
        must=True,
        apply=set_windows,
    )


def closing_questions(catalog: Catalog) -> tuple[Question, ...]:
    """Night, equipment and goals."""

    def set_night(draft: Draft, typed: str) -> Draft:
        wake, _, bed = typed.strip().partition(" ")
        return draft.having("night", wake=wake, bed=bed.strip())

    return (
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
