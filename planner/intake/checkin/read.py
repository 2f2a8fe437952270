"""Reads `checkin/1` against the plan and the catalog; every problem at once, with its line."""

from __future__ import annotations

import datetime as dt

from planner.documents import Document
from planner.domain.checkin import FORMAT, CheckIn, Retest
from planner.domain.plan import Plan
from planner.intake.checkin.sessions import read_days, read_sessions
from planner.intake.checklists import positive_words
from planner.intake.facts import read_facts
from planner.intake.health import read_criteria, read_trials
from planner.intake.part import Part
from planner.intake.report import Report
from planner.knowledge.catalog import Catalog
from planner.knowledge.messages import Messages, messages_of
from planner.told import told

RED_FLAGS = "red_flags"
_KEYS = (
    "format", "date", "sessions", "all_day", "facts", "stretch_trials", "criteria", RED_FLAGS,
    "retests", "note",
)  # fmt: skip


def read_check_in(
    document: Document, plan: Plan, catalog: Catalog, *, after: dt.date | None = None
) -> CheckIn:
    """A check-in that fits the plan.

    Args:
        document: the parsed file.
        plan: the revision that the person follows.
        catalog: ids, ranges and closed lists.
        after: day of the last check-in; an earlier one is refused.

    Raises:
        BadInput: with every problem of the file, each with line, key and the nearest valid word.
    """
    report = Report(document.file, document.line)
    if document.data is None:
        report.add((), told("the file is empty; 'planner check-in PROGRAMME' asks step by step"))
        report.raise_if_any()
    parts = Part(document.data, (), report).mapping(_KEYS, required=("format", "date"))
    if "format" in parts and parts["format"].value != FORMAT:
        parts["format"].bad(told("this planner reads '{format}'", format=FORMAT))
    date = _date(parts, plan, after, messages_of(catalog))
    on = date or plan.request.start
    found = CheckIn(
        date=on,
        sessions=read_sessions(parts.get("sessions"), plan, catalog, on),
        all_day=read_days(parts.get("all_day"), plan, catalog, on),
        facts=read_facts(parts["facts"], catalog) if "facts" in parts else {},
        stretch_trials=read_trials(parts["stretch_trials"], catalog)
        if "stretch_trials" in parts
        else (),
        criteria=read_criteria(parts["criteria"], catalog) if "criteria" in parts else (),
        red_flags=parts[RED_FLAGS].words(positive_words(RED_FLAGS, catalog), "safety sign")
        if RED_FLAGS in parts
        else None,
        retests=_retests(parts.get("retests"), catalog, on),
        note=parts["note"].text() if "note" in parts else None,
    )
    _refuse_later(parts, found)
    report.raise_if_any()
    return found


def _date(
    parts: dict[str, Part], plan: Plan, after: dt.date | None, messages: Messages
) -> dt.date | None:
    date = parts["date"].date() if "date" in parts else None
    if date is not None and date < plan.request.start:
        parts["date"].bad(messages.say("fault.before_plan", day=plan.request.start))
    if date is not None and after is not None and date < after:
        parts["date"].bad(messages.say("fault.before_last", day=after))
    return date


def _retests(part: Part | None, catalog: Catalog, on: dt.date) -> tuple[Retest, ...]:
    if part is None:
        return ()
    measures = {row["id"]: row for row in catalog.scales["measures"]}
    found = []
    for entry in part.items():
        keys = entry.mapping(("measure", "value", "date"), required=("measure", "value"))
        name = keys["measure"].word(measures, "measure") if "measure" in keys else None
        value = None
        if name is not None and "value" in keys:
            low, high = measures[name].get("range") or (float("-inf"), float("inf"))
            value = keys["value"].number(low, high)
        date = keys["date"].date() if "date" in keys else None
        if date is not None and date > on:
            keys["date"].bad(told("lies after the day of the check-in"))
        if name is not None and value is not None:
            found.append(Retest(measure=name, value=value, date=date))
    return tuple(found)


def _refuse_later(parts: dict[str, Part], found: CheckIn) -> None:
    """Nothing can be reported that has not happened yet."""
    for index, trial in enumerate(found.stretch_trials):
        if trial.date > found.date:
            parts["stretch_trials"].child(index, None).bad(
                told("lies after the day of the check-in")
            )
    for index, criterion in enumerate(found.criteria):
        if criterion.met_on is not None and criterion.met_on > found.date:
            parts["criteria"].child(index, None).bad(told("lies after the day of the check-in"))
