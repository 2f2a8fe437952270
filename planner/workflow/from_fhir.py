"""A health record (FHIR R4 Bundle) to an intake draft that says what it does not know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.documents import Document, refuse_unwritable
from planner.documents.write import write_all
from planner.domain.language import ENGLISH, language
from planner.errors import BadInput, OutputError
from planner.explain.layout import Section
from planner.intake.draft import draft_text
from planner.intake.fhir import FromRecord, read_bundle
from planner.intake.fhir.notes import Left, Taken
from planner.intake.read import FORMAT, read_document
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.codes import load_codes
from planner.knowledge.messages import Messages, messages_of
from planner.told import told
from planner.workflow.questions import OpenQuestion, open_questions

DEFAULT_NAME = "intake.yaml"
# Stands for the plan that is not asked for yet, so that the answers so far can be read.
_DAY = dt.date(2000, 1, 1)
_SHOWN = 12
_REQUEST = (
    "plan: {start: 2026-12-07, weeks: 12, timezone: Europe/Berlin}",
    "availability:",
    '  - {days: [mon, wed, fri], from: "18:00", to: "18:40"}',
)


class DraftMade(Struct, frozen=True, kw_only=True):
    """A draft that was written.

    Attributes:
        assessed_on: day as of which the record was read; None where it holds no date.
        is_day_given: somebody named the day.
        taken: where each part of the draft comes from.
        not_taken: everything else in the bundle, each with its path and the reason.
        missing: keys that an intake needs and no record holds.
        questions: what is still worth asking, the most consequential first.
        contradictions: answers that do not go together, as `key: sentence`.
    """

    file: str
    assessed_on: dt.date | None
    is_day_given: bool
    taken: tuple[Taken, ...]
    not_taken: tuple[NotTakenLine, ...]
    missing: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]
    contradictions: tuple[str, ...]


class NotTakenLine(Struct, frozen=True, kw_only=True):
    """Something of the bundle that is not in the draft; `reason` is `why` in words."""

    resource: str
    path: str
    why: str
    reason: str
    code: str | None = None
    may_mean: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def draft_from_fhir(
    bundle: Path | str, output: Path, on: dt.date | None, directory: Path | None
) -> DraftMade:
    """Read a bundle and write the draft to a private file; a file that is there stays.

    Args:
        bundle: a JSON file; `-` is standard input.
        output: the draft.
        on: day of the assessment; None for the newest date of the bundle.
        directory: folder of the catalog; None for the project's own.

    Raises:
        BadInput: it is no bundle, or one of several people.
        OutputError: the draft cannot be written, or is there already.
    """
    refuse_unwritable(output.parent)
    if output.exists():
        raise OutputError(output, told("exists already; choose another name with -o"))
    catalog = load_catalog(directory)
    messages = messages_of(catalog)
    found = read_bundle(bundle, catalog, load_codes(directory, catalog), on)
    content = _content(output.stem, found)
    questions, contradictions = _open(content, catalog)
    lines = tuple(_comments(found, questions, messages))
    write_all({output: draft_text(content, lines).encode()})
    return DraftMade(
        file=str(output),
        assessed_on=found.assessed_on,
        is_day_given=found.is_day_given,
        taken=found.taken,
        not_taken=tuple(_told(left, messages) for left in found.left),
        missing=("plan", "availability"),
        questions=questions,
        contradictions=contradictions,
    )


def _content(name: str, found: FromRecord) -> dict[str, Any]:
    """The draft as plain data; only what is known is in it."""
    day = found.assessed_on
    parts = {
        "format": FORMAT,
        "id": name,
        "assessed_on": day.isoformat() if day is not None else None,
        "person": {"language": language()} if language() != ENGLISH else None,
        "facts": found.facts,
        "conditions": found.conditions,
        "screened": found.screened,
    }
    return {key: value for key, value in parts.items() if value}


def _open(
    content: dict[str, Any], catalog: Catalog
) -> tuple[tuple[OpenQuestion, ...], tuple[str, ...]]:
    """What is still worth asking; or what contradicts itself.

    Raises:
        BadInput: the name of the draft cannot be the id of an intake.
    """
    start = content.get("assessed_on", _DAY.isoformat())
    plan = {"start": start, "weeks": 1, "timezone": "UTC"}
    whole = {**content, "plan": plan, "availability": []}
    try:
        intake = read_document(Document(whole, content["id"], {}), catalog)
    except BadInput as error:
        if any(problem.key == "id" for problem in error.problems):
            raise
        return (), tuple(f"{problem.key}: {problem.text}" for problem in error.problems)
    return open_questions(intake, catalog), ()


def _comments(
    found: FromRecord, questions: tuple[OpenQuestion, ...], messages: Messages
) -> Iterator[str]:
    """What is written above the draft, for whoever completes it."""
    yield messages.say("from_fhir.draft_head")
    yield ""
    yield messages.say("from_fhir.draft_taken")
    for taken in found.taken:
        check = f"; {messages.say(f'from_fhir.check_{taken.check}')}" if taken.check else ""
        yield f"  {taken.what}: {taken.resource}, {_date(taken, messages)}{check}"
    yield ""
    yield messages.say("from_fhir.draft_missing")
    yield from (f"  {line}" for line in _REQUEST)
    if questions:
        yield ""
        yield messages.say("from_fhir.draft_questions")
        yield from (f"  {question.id}: {question.text}" for question in questions)


def _told(left: Left, messages: Messages) -> NotTakenLine:
    code = left.code or "-"
    parts = [messages.say(f"from_fhir.why_{left.why}", code=code, days=left.days)]
    if left.may_mean:
        parts.append(messages.say("from_fhir.may_mean", ids=", ".join(left.may_mean)))
    if left.asks:
        parts.append(messages.say("from_fhir.asks", ids=", ".join(left.asks)))
    return NotTakenLine(
        resource=left.resource,
        path=left.path,
        why=left.why,
        reason="; ".join(parts),
        code=left.code,
        may_mean=left.may_mean,
        asks=left.asks,
    )


def _date(taken: Taken, messages: Messages) -> str:
    return taken.date or messages.say("from_fhir.date_unknown")


def report_sections(made: DraftMade, directory: Path | None) -> tuple[Section, ...]:
    """The report in words: taken, not taken, still missing."""
    messages = messages_of(load_catalog(directory))
    say = messages.say
    as_of = "as_of" if made.is_day_given else "as_of_newest"
    day = "no_date" if made.assessed_on is None else as_of
    head = (say(f"from_fhir.{day}", date=made.assessed_on),)
    left = (
        say("from_fhir.left_line", resource=each.resource, path=each.path, why=each.reason)
        for each in made.not_taken
    )
    return (
        Section(say("from_fhir.written", file=made.file), head),
        Section(say("from_fhir.taken"), tuple(_taken(each, messages) for each in made.taken)),
        Section(say("from_fhir.left"), tuple(left)),
        Section(say("from_fhir.contradictions"), made.contradictions),
        Section(say("from_fhir.missing"), tuple(_missing(made, messages))),
    )


def _taken(taken: Taken, messages: Messages) -> str:
    value = taken.value
    if isinstance(value, dict):
        value = ", ".join(f"{key} {word}" for key, word in value.items() if key != "id")
    elif isinstance(value, list):
        value = ", ".join(value)
    key = "from_fhir.taken_bare" if value == "" else "from_fhir.taken_line"
    words = {"what": taken.what, "value": value, "resource": taken.resource}
    line = messages.say(key, date=_date(taken, messages), **words)
    return f"{line}; {messages.say(f'from_fhir.check_{taken.check}')}" if taken.check else line


def _missing(made: DraftMade, messages: Messages) -> Iterator[str]:
    for key in made.missing:
        yield messages.say(f"from_fhir.missing_{key}")
    count = len(made.questions)
    if count:
        yield messages.counted("from_fhir.missing_questions", count, shown=min(count, _SHOWN))
        for question in made.questions[:_SHOWN]:
            yield f"  {question.id}: {question.text}"
    yield messages.say("from_fhir.next", file=made.file)
