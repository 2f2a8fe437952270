"""The history of a programme, record by record, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from planner.domain.local import clock
from planner.explain import Messages, Section
from planner.explain.layout import fitting_table, short_day, wrap
from planner.knowledge import Catalog
from planner.knowledge.messages import messages_of
from planner.store import Kind, Record
from planner.workflow.programme.history import History, body_of

HEAD = ("number", "of", "by", "what")


class HistoryLine(Struct, frozen=True, kw_only=True):
    """A record in a list: what, of when, by whom and why; `counts` is False once replaced."""

    number: int
    kind: str
    dated: str
    by: str
    about: str
    reason: str
    counts: bool


def history_lines(history: History, catalog: Catalog) -> tuple[HistoryLine, ...]:
    """Every record, oldest first, also what was replaced."""
    messages = messages_of(catalog)
    measures = {row["id"]: str(row["name"]) for row in catalog.scales["measures"]}
    counts: dict[Kind, int] = {}
    lines = []
    for record in history.records:
        counts[record.kind] = counts.get(record.kind, 0) + 1
        lines.append(
            HistoryLine(
                number=record.number,
                kind=record.kind.value,
                dated=record.dated,
                by=record.by,
                about=_about(record, counts[record.kind], messages, measures),
                reason=record.reason,
                counts=record.number not in history.replaced,
            )
        )
    return tuple(lines)


def history_sections(
    name: str, lines: tuple[HistoryLine, ...], messages: Messages, width: int
) -> tuple[Section, ...]:
    """The history as a table; a record that no longer counts says so."""
    say = messages.say
    rows = [
        (
            str(line.number),
            short_day(dt.date.fromisoformat(line.dated)),
            messages.word(line.by),
            line.about if line.counts else say("history.no_longer", what=line.about),
        )
        for line in lines
    ]
    head = tuple(say(f"head.{word}") for word in HEAD)
    reasons = [
        text
        for line in lines
        if line.reason
        for text in wrap(f"{line.number}  {line.reason}", width, rest="     ")
    ]
    table = fitting_table(head, rows, frozenset((0,)), width)
    return (
        Section(say("history.title", programme=name), tuple(table)),
        Section(say("history.reasons"), tuple(reasons)),
    )


def state_words(state: str, messages: Messages) -> str:
    """Whether a programme runs; a state of a newer planner as it is."""
    key = f"programme.{state}"
    return messages.say(key) if key in messages else state


def _about(record: Record, ordinal: int, messages: Messages, measures: Mapping[str, str]) -> str:
    say = messages.say
    match record.kind:
        case Kind.INTAKE:
            return say("history.intake", number=ordinal)
        case Kind.CHECK_IN:
            key = "history.check_in_corrects" if record.replaces else "history.check_in"
            return say(key, number=ordinal, record=record.replaces)
        case Kind.WITHDRAWAL:
            return say("history.withdrawal", record=record.replaces)
        case Kind.DECISION:
            return say("history.decision", record=record.cause)
        case _:
            return _of_body(record.kind, body_of(record), messages, measures)


def _of_body(
    kind: Kind, body: Mapping[str, Any], messages: Messages, measures: Mapping[str, str]
) -> str:
    """Of a record whose content tells what it is about."""
    say = messages.say
    match kind:
        case Kind.OVERRIDE:
            return say("history.override", rule=body["rule"])
        case Kind.PLAN:
            return say("history.plan", revision=body["revision"])
        case Kind.APPROVAL:
            return say("history.approval", revision=body["revision"], by=body["by"])
        case Kind.RETEST:
            return say("history.retest", measure=measures.get(body["measure"], body["measure"]))
        case Kind.STATE:
            return say("history.state", state=state_words(body["state"], messages))
        case Kind.CALENDAR if body["cancelled"]:
            return messages.counted("history.calendar_withdrawn", len(body["cancelled"]))
        case Kind.MOVE if body["start"] is None:
            return say("history.move_dropped", session=body["key"])
        case Kind.MOVE:
            start = dt.datetime.fromisoformat(body["start"])
            day = short_day(start.date())
            return say("history.move", session=body["key"], day=day, time=clock(f"{start:%H:%M}"))
        case _:
            return say(f"history.{kind.value}")
