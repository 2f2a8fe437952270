"""Public exercise data to draft activities: names, muscles and equipment, and nothing of safety."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from planner.documents import Document, convert, hint, refuse_unwritable, write_all
from planner.documents.strict_json import load_json
from planner.errors import BadInput, OutputError, Problem
from planner.knowledge import load_catalog
from planner.knowledge.drafts import DRAFT, REVIEW, DataWords, load_exercise_data, required
from planner.knowledge.messages import Messages, messages_of
from planner.told import told

LARGEST_BYTES = 16 * 1024 * 1024
DEPTH = 20
WGER_ENGLISH = 2
_NOT_ID = re.compile(r"[^a-z0-9]+")
_EXERCISE, _TRANSLATION = "exercises.exercise", "exercises.translation"


class FedRecord(Struct, frozen=True, rename="camel"):
    """A record of free-exercise-db; what is not named here is not read."""

    id: str
    name: str
    category: str | None = None
    level: str | None = None
    force: str | None = None
    mechanic: str | None = None
    equipment: str | None = None
    primary_muscles: tuple[str, ...] = ()
    secondary_muscles: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()


class Named(Struct, frozen=True):
    """A part of a record of wger that has a number."""

    id: int
    name: str | None = None


class WgerText(Struct, frozen=True):
    """Name of an exercise in one language."""

    language: int
    name: str
    description: str = ""


class WgerRecord(Struct, frozen=True):
    """An exercise of wger, as its programming interface gives it (`exerciseinfo`)."""

    id: int
    category: Named | None = None
    muscles: tuple[Named, ...] = ()
    muscles_secondary: tuple[Named, ...] = ()
    equipment: tuple[Named, ...] = ()
    translations: tuple[WgerText, ...] = ()


class Exercise(Struct, frozen=True, kw_only=True):
    """A record of any collection.

    Attributes:
        says: its tags; kept beside the draft and used for nothing.
        has_text: it holds instructions, for the clinician to read there.
    """

    record: str
    name: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    equipment: tuple[str, ...]
    says: dict[str, str]
    has_text: bool


class Imported(Struct, frozen=True, kw_only=True):
    """Drafts that were written.

    Attributes:
        drafts: number of them; every record becomes one.
        notes: what a clinician should know of single records, as `record: sentence`.
        to_fill: what every draft still needs.
    """

    file: str
    drafts: int
    notes: tuple[str, ...]
    to_fill: tuple[str, ...]


def import_exercises(
    file: Path | str, source: str, output: Path, directory: Path | None
) -> Imported:
    """Write a draft for each record; a file that is there stays.

    Args:
        file: the data, as JSON; `-` is standard input.
        source: the collection it is from.
        output: the drafts, in the form of a file of `activities/`.
        directory: folder of the catalog; None for the project's own.

    Raises:
        BadInput: the data cannot be read, with the path of each record that has another shape.
        OutputError: the drafts cannot be written, or are there already.
    """
    catalog = load_catalog(directory)
    data = load_exercise_data(directory, catalog)
    words = next((each for each in data.data if each.id == source), None)
    if words is None:
        names = [each.id for each in data.data]
        text = told("unknown data '{source}'{hint}", source=source, hint=hint(source, names))
        raise BadInput([Problem("--from", 0, "", text)])
    refuse_unwritable(output.parent)
    if output.exists():
        raise OutputError(output, told("exists already; choose another name with -o"))
    document = load_json(file, max_bytes=LARGEST_BYTES, max_depth=DEPTH)
    exercises = tuple(READERS[source](document))
    if not exercises:
        raise BadInput([document.problem((), told("holds no record of {source}", source=source))])
    drafts = [_draft(exercise, words) for exercise in exercises]
    _number(drafts)
    messages = messages_of(catalog)
    notes = [
        f"{exercise.record}: {note}"
        for exercise in exercises
        for note in _notes(exercise, words, data.without, messages)
    ]
    write_all({output: _text(drafts, messages).encode()})
    return Imported(
        file=str(output), drafts=len(drafts), notes=tuple(notes), to_fill=_to_fill(drafts[0])
    )


def _fed(document: Document) -> Iterator[Exercise]:
    if not isinstance(document.data, list):
        raise BadInput([document.problem((), told("a list of exercises is needed"))])
    for record in convert(document, tuple[FedRecord, ...]):
        tags = {
            "category": record.category,
            "level": record.level,
            "force": record.force,
            "mechanic": record.mechanic,
        }
        yield Exercise(
            record=record.id,
            name=record.name,
            primary=record.primary_muscles,
            secondary=record.secondary_muscles,
            equipment=(record.equipment,) if record.equipment is not None else (),
            says={name: word for name, word in tags.items() if word is not None},
            has_text=any(step.strip() for step in record.instructions),
        )


def _wger(document: Document) -> Iterator[Exercise]:
    data = document.data
    listed = data.get("results") if isinstance(data, dict) else data
    if not isinstance(listed, list):
        raise BadInput([document.problem((), told("a list of exercises is needed"))])
    if any(isinstance(each, dict) and "model" in each for each in listed):
        listed = _from_fixture(listed)
    whole = Document(listed, document.file, {})
    for record in convert(whole, tuple[WgerRecord, ...]):
        texts = sorted(record.translations, key=lambda text: text.language != WGER_ENGLISH)
        yield Exercise(
            record=str(record.id),
            name=texts[0].name if texts else f"wger {record.id}",
            primary=tuple(str(each.id) for each in record.muscles),
            secondary=tuple(str(each.id) for each in record.muscles_secondary),
            equipment=tuple(str(each.id) for each in record.equipment),
            says={"category": record.category.name or str(record.category.id)}
            if record.category is not None
            else {},
            has_text=bool(texts and texts[0].description.strip()),
        )


def _from_fixture(rows: Iterable[Any]) -> list[Any]:
    """Rows of its database, as its programming interface would give them."""
    texts: dict[Any, list[Any]] = {}
    exercises: dict[Any, dict[str, Any]] = {}
    for row in rows:
        fields = row.get("fields") if isinstance(row, dict) else None
        if not isinstance(fields, dict):
            continue
        if row.get("model") == _TRANSLATION:
            texts.setdefault(fields.get("exercise"), []).append(fields)
        elif row.get("model") == _EXERCISE:
            exercises[row.get("pk")] = fields
    return [
        {
            "id": key,
            "category": _numbered(fields.get("category")),
            **{
                name: [_numbered(each) for each in fields.get(name) or []]
                for name in ("muscles", "muscles_secondary", "equipment")
            },
            "translations": texts.get(key, []),
        }
        for key, fields in exercises.items()
    ]


def _numbered(number: object) -> object:
    return {"id": number} if number is not None else None


READERS: Mapping[str, Callable[[Document], Iterator[Exercise]]] = {
    "free-exercise-db": _fed,
    "wger": _wger,
}
_PREFIXES = {"free-exercise-db": "fed", "wger": "wger"}


def _draft(exercise: Exercise, words: DataWords) -> dict[str, Any]:
    """The record as an activity of which everything about safety is still missing."""
    named = (*exercise.primary, *exercise.secondary)
    lost = [word for word in named if not words.muscles.get(word)]
    lost += [word for word in exercise.equipment if not words.equipment.get(word)]
    primary = _ids(exercise.primary, words.muscles)
    secondary = [each for each in _ids(exercise.secondary, words.muscles) if each not in primary]
    about: dict[str, Any] = {
        "source": words.id,
        "record": exercise.record,
        "licence": words.licence,
        "says": exercise.says,
        "not_taken": list(dict.fromkeys(lost)),
    }
    about = {key: value for key, value in about.items() if value}
    return {
        "id": f"{_PREFIXES[words.id]}_{_NOT_ID.sub('_', exercise.record.lower()).strip('_')}",
        "name": exercise.name,
        "muscles": {"primary": primary, "secondary": secondary},
        "equipment": _ids(exercise.equipment, words.equipment),
        DRAFT: {**about, **dict.fromkeys(REVIEW)},
    }


def _ids(words: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(each for word in words for each in known.get(word, ())))


def _number(drafts: list[dict[str, Any]]) -> None:
    """Ids that came out equal get a number."""
    seen: dict[str, int] = {}
    for draft in drafts:
        name = draft["id"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            draft["id"] = f"{name}_{seen[name]}"


def _notes(
    exercise: Exercise, words: DataWords, without: tuple[str, ...], messages: Messages
) -> Iterator[str]:
    say = messages.say
    for word in dict.fromkeys((*exercise.primary, *exercise.secondary)):
        if not words.muscles.get(word):
            yield say("import.muscle", word=word)
    for word in exercise.equipment:
        if not words.equipment.get(word) and word not in without:
            yield say("import.equipment", word=word)
    if not exercise.primary:
        yield say("import.no_muscle")
    if not exercise.equipment:
        yield say("import.no_equipment")
    if not exercise.has_text:
        yield say("import.no_text")


def _to_fill(draft: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in required() if name not in draft)


def _text(drafts: list[dict[str, Any]], messages: Messages) -> str:
    """The drafts as a file of `activities/`."""
    fill = ", ".join(_to_fill(drafts[0]))
    head = (messages.say("import.head"), messages.say("import.fill", fields=fill))
    body = yaml.safe_dump(
        {"schema_version": 1, "activities": drafts},
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    return "".join(f"# {line}\n" for line in head) + body
