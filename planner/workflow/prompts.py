"""What a person types, turned into values of the intake."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from planner.documents import Document
from planner.errors import BadInput
from planner.intake.facts import allowed_values, read_facts
from planner.intake.part import Part
from planner.intake.report import Report
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.knowledge.model import Fact

NONE = "0"
_NUMBER = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*([a-z_/°]*)", re.IGNORECASE)
_FEET = re.compile(r"(\d)\s*(?:'|ft)\s*(\d{1,2}(?:\.\d+)?)?\s*(?:\"|''|in)?", re.IGNORECASE)
_INCHES_PER_FOOT = 12
_UNIT_KEYS = {
    ("weight_kg", "lb"): "weight_lb",
    ("weight_kg", "lbs"): "weight_lb",
    ("weight_kg", "st"): "weight_st",
    ("height_cm", "in"): "height_in",
    ("height_cm", "m"): "height_m",
    ("waist_cm", "in"): "waist_in",
}


class NotUnderstood(Exception):
    """An answer that does not fit its question.

    Attributes:
        key: of the sentence that says what would fit (`not_understood.<key>`).
        values: its words in braces.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def told(self, messages: Messages) -> str:
        """What is said to the person."""
        why = messages.say(f"not_understood.{self.key}", **self.values)
        return messages.say("ask.not_understood", why=why)


def fact_answer(typed: str, fact: Fact, catalog: Catalog) -> dict[str, Any]:
    """The entry of `facts` that an answer makes.

    Raises:
        NotUnderstood: with what would be understood.
    """
    key, value = _typed(typed.strip(), fact, catalog)
    document = Document({key: value}, "answer", {})
    report = Report("answer", document.line)
    read_facts(Part(document.data, (), report), catalog)
    try:
        report.raise_if_any()
    except BadInput as error:
        raise NotUnderstood(
            "other", why="; ".join(problem.text for problem in error.problems)
        ) from None
    return {key: value}


def _typed(typed: str, fact: Fact, catalog: Catalog) -> tuple[str, Any]:
    messages = messages_of(catalog)
    match fact.type:
        case "bool":
            return fact.id, yes_or_no(typed, messages)
        case "int" | "number":
            return _with_unit(typed, fact, messages)
        case "enum":
            values = allowed_values(fact, catalog)
            return fact.id, values[int(typed) - 1] if _is_index(typed, values) else typed
        case "list":
            return fact.id, list(picks(typed, allowed_values(fact, catalog), messages))
        case _:
            return fact.id, typed


def yes_or_no(typed: str, messages: Messages) -> bool:
    """An answer of yes or no, in a word of the language."""
    for key, answer in (("answer.yes", True), ("answer.no", False)):
        if _is_word(typed, key, messages):
            return answer
    raise NotUnderstood("yes_or_no")


def _is_word(typed: str, key: str, messages: Messages) -> bool:
    """What was typed is one of the words of a message, accents aside."""
    return _plain(typed.strip()) in messages.say(key).split()


def _with_unit(typed: str, fact: Fact, messages: Messages) -> tuple[str, Any]:
    feet = _FEET.fullmatch(typed)
    if feet and fact.id == "height_cm":
        return "height_in", int(feet[1]) * _INCHES_PER_FOOT + float(feet[2] or 0)
    match = _NUMBER.fullmatch(typed)
    if match is None:
        raise NotUnderstood("number")
    number = float(match[1].replace(",", "."))
    unit = match[2].lower()
    key = _UNIT_KEYS.get((fact.id, unit), fact.id)
    if unit and key == fact.id and unit not in _units(fact, messages):
        raise NotUnderstood("unit", unit=unit)
    return key, int(number) if number == int(number) else number


def _units(fact: Fact, messages: Messages) -> tuple[str, ...]:
    """What may stand after a number and changes nothing."""
    if not fact.unit:
        return ()
    return (fact.unit, f"{fact.unit}s", *messages.say("answer.units").split())


def _is_index(typed: str, values: tuple[str, ...]) -> bool:
    return typed.isdigit() and 1 <= int(typed) <= len(values) and typed not in values


def picks(typed: str, words: tuple[str, ...], messages: Messages) -> tuple[str, ...]:
    """Words picked from a numbered list: numbers or words with commas; 0 or none = nothing."""
    if typed.strip() == NONE or _is_word(typed, "answer.none", messages):
        return ()
    chosen: list[str] = []
    for piece in re.split(r"[,\s]+", typed.strip()):
        if _is_index(piece, words):
            chosen.append(words[int(piece) - 1])
        elif piece in words:
            chosen.append(piece)
        else:
            raise NotUnderstood("not_on_list", word=piece)
    return tuple(dict.fromkeys(chosen))


def pick_one(typed: str, words: tuple[str, ...], messages: Messages) -> str:
    """The one word picked from a numbered list."""
    chosen = picks(typed, words, messages)
    if len(chosen) != 1:
        raise NotUnderstood("one_of_list")
    return chosen[0]


_WINDOW = re.compile(
    r"(?P<days>[^\W\d_][\w,\-]*)\s+(?P<start>\d{1,2}:\d{2})\s*-\s*(?P<end>\d{1,2}:\d{2})(?P<star>\*?)"
)


def windows(
    typed: str, weekdays: tuple[str, ...], said: tuple[str, ...] | None = None
) -> list[dict[str, Any]]:
    """Weekly windows such as `mon-fri 06:30-07:10*; sat,sun 09:00-10:30` (* = preferred).

    Args:
        typed: by the person.
        weekdays: ids of the days.
        said: names of the days in the language of the person, without accents; the ids are
            understood as well.
    """
    found: list[dict[str, Any]] = []
    for piece in _plain(typed).split(";"):
        match = _WINDOW.fullmatch(piece.strip())
        if match is None:
            raise NotUnderstood("windows")
        days = _days(match["days"], weekdays, said or weekdays)
        window: dict[str, Any] = {"days": days, "from": match["start"], "to": match["end"]}
        found.append({**window, "preferred": True} if match["star"] else window)
    return found


def _plain(typed: str) -> str:
    """In small letters and without accents: people leave them out on a keyboard."""
    letters = unicodedata.normalize("NFKD", typed.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _days(typed: str, weekdays: tuple[str, ...], said: tuple[str, ...]) -> list[str]:
    known = dict(zip((*said, *weekdays), (*weekdays, *weekdays), strict=True))
    days: list[str] = []
    for piece in typed.split(","):
        first, _, last = piece.partition("-")
        if first not in known or (last and last not in known):
            raise NotUnderstood("days", days=", ".join(said))
        start, end = weekdays.index(known[first]), weekdays.index(known[last or first])
        if end < start:
            raise NotUnderstood("backwards", days=piece)
        days += [day for day in weekdays[start : end + 1] if day not in days]
    return days
