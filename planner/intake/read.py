"""Reads `intake/1`: strict keys, ids, units and values; every problem at once, with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import Document, load_yaml
from planner.domain.intake import FactValue, Intake, Person, PlanRequest
from planner.intake import health, times, wishes
from planner.intake.check_answers import check_answers
from planner.intake.check_times import check_times
from planner.intake.digest import digest
from planner.intake.facts import read_facts, read_value
from planner.intake.part import Part
from planner.intake.report import Report
from planner.knowledge.catalog import Catalog
from planner.told import told

FORMAT = "intake/1"
_PARTS: dict[str, Callable[[Part, Catalog], Any]] = {
    "conditions": health.read_conditions,
    "stretch_trials": health.read_trials,
    "criteria": health.read_criteria,
    "screened": health.read_screened,
    "clearance": health.read_clearance,
    "availability": lambda part, _: times.read_availability(part),
    "busy": lambda part, _: times.read_busy(part),
    "busy_calendars": lambda part, _: times.read_busy_calendars(part),
    "away": lambda part, _: times.read_away(part),
    "sleep": lambda part, _: times.read_sleep(part),
    "wake": lambda part, _: part.clock(),
    "bed": lambda part, _: part.clock(),
    "equipment": lambda part, catalog: part.words(catalog.vocabulary["equipment"], "equipment"),
    "preferences": wishes.read_preferences,
    "goals": wishes.read_goals,
    "suggested": wishes.read_suggested,
    "overrides": wishes.read_overrides,
    "person": lambda part, _: _read_person(part),
}
_HEAD = ("format", "id", "assessed_on", "plan", "facts", "medications")
REQUIRED = ("format", "id", "plan", "availability")


def read_intake(path: Path | str, catalog: Catalog) -> Intake:
    """Read and check an intake file.

    Args:
        path: YAML 1.2 or JSON; `-` is standard input.
        catalog: gives the ids, units, ranges and closed lists.

    Raises:
        BadInput: with every problem of the file, each with line, key and the nearest valid word.
    """
    return read_document(load_yaml(path), catalog)


def read_document(document: Document, catalog: Catalog) -> Intake:
    """As `read_intake`, for a document that is already parsed."""
    report = Report(document.file, document.line)
    if document.data is None:
        report.add(
            (), told("the file is empty; 'planner intake new' writes an intake step by step")
        )
        report.raise_if_any()
    parts = Part(document.data, (), report).mapping([*_HEAD, *_PARTS], required=REQUIRED)
    _check_format(parts)
    name = times.read_id(parts["id"]) if "id" in parts else None
    plan = times.read_plan(parts["plan"]) if "plan" in parts else None
    assessed_on = parts["assessed_on"].date() if "assessed_on" in parts else None
    facts = _facts(parts, catalog)
    values = {key: read(parts[key], catalog) for key, read in _PARTS.items() if key in parts}
    if name is None or plan is None:
        report.raise_if_any()
        raise AssertionError("a missing id or plan is always reported")
    intake = _build(name, plan, assessed_on, facts, values)
    if not len(report):
        check_times(intake, report)
        check_answers(intake, catalog, report)
    report.raise_if_any()
    return msgspec.structs.replace(intake, sha256=digest(intake))


def _build(
    name: str,
    plan: PlanRequest,
    assessed_on: dt.date | None,
    facts: dict[str, FactValue],
    values: dict[str, Any],
) -> Intake:
    known = {key: value for key, value in values.items() if value is not None}
    return Intake(id=name, plan=plan, assessed_on=assessed_on or plan.start, facts=facts, **known)


def _check_format(parts: dict[str, Part]) -> None:
    if "format" in parts and parts["format"].value != FORMAT:
        parts["format"].bad(told("this planner reads '{format}'", format=FORMAT))


def _read_person(part: Part) -> Person:
    keys = part.mapping(("language",))
    return Person(language=keys["language"].text() if "language" in keys else None)


def _facts(parts: dict[str, Part], catalog: Catalog) -> dict[str, FactValue]:
    facts = read_facts(parts["facts"], catalog) if "facts" in parts else {}
    if "medications" in parts:
        listed = read_value(parts["medications"], catalog.facts["medications"], catalog)
        given = facts.get("medications")
        if isinstance(given, tuple) and isinstance(listed, tuple) and set(given) != set(listed):
            parts["medications"].bad(told("contradicts facts.medications; keep one of them"))
        if listed is not None:
            facts["medications"] = listed
    return facts
