"""Begins a programme: the intake, its overrides, the first plan and the state of its calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.documents import Document, load_yaml
from planner.domain.intake import Intake
from planner.domain.plan import Plan
from planner.errors import BadInput, Problem
from planner.explain import Messages, Section, messages_of
from planner.explain.layout import day, labelled
from planner.export.events import events_of
from planner.intake.read import read_document
from planner.intake.times import read_id
from planner.knowledge import Catalog, load_catalog
from planner.store import Entry, Kind, Location
from planner.told import told
from planner.workflow.audited import passed
from planner.workflow.languages import speaking_of
from planner.workflow.programme.history import (
    CalendarState,
    History,
    State,
    as_json,
    data_as_json,
    override_entries,
    plan_entry,
)
from planner.workflow.programme.place import Place, folder_location, opened

if TYPE_CHECKING:
    from planner.workflow.plan import PlanOutcome

PLAN_FILE = "plan.json"
FILE = "FILE"


class Begun(Struct, frozen=True, kw_only=True):
    """A programme that was begun."""

    programme: str
    store: str
    plan: Plan


def begin(
    intake_path: Path,
    plan: Plan,
    location: Location,
    *,
    by: str,
    name: str | None = None,
    catalog_dir: Path | None = None,
) -> Begun:
    """Store an intake with the plan that was made from it.

    Raises:
        BadInput: the plan was made from another intake, or the id cannot be a file name.
        StoreError: there is a programme of this id already, or the store cannot be written.
    """
    with speaking_of(plan):
        catalog = load_catalog(catalog_dir)
    document = load_yaml(intake_path)
    intake = read_document(document, catalog)
    programme = _checked_id(name, intake)
    if plan.made_from.intake != intake.sha256:
        text = told("the plan was made from another intake, or this one was changed since")
        raise BadInput([Problem(document.file, 0, "", text)])
    entries = first_entries(document, intake, plan, catalog, by)
    with opened(location, create=True) as store:
        store.create(programme, entries)
        return Begun(programme=programme, store=store.name, plan=plan)


def adopt(folder: Path, intake: Path | None, *, by: str, catalog_dir: Path | None) -> None:
    """Begin a programme inside a folder that `planner plan` made, if there is none yet.

    Args:
        folder: holds a plan.json.
        intake: it was made from; None for the file beside the folder that it is named after.
        by: role of who asks for it.
        catalog_dir: None for the catalog that ships with the planner.

    Raises:
        BadInput: the intake is not found, or the plan was made from another one.
        AuditViolation: the plan breaks a rule.
    """
    location = folder_location(folder)
    is_begun = location.path is not None and location.path.exists()
    if is_begun or not (folder / PLAN_FILE).is_file():
        return
    beside = [folder.with_name(folder.name + suffix) for suffix in (".yaml", ".yml", ".json")]
    found = intake or next((file for file in beside if file.is_file()), None)
    if found is None:
        text = told(
            "the intake that this plan was made from is not beside it; name it: --intake {file}",
            file=FILE,
        )
        raise BadInput([Problem(str(folder), 0, "", text)])
    begin(found, stored_plan(folder, found, catalog_dir), location, by=by, catalog_dir=catalog_dir)


def first_entries(
    document: Document, intake: Intake, plan: Plan, catalog: Catalog, by: str
) -> list[Entry]:
    """What a programme begins with."""
    assessed = intake.assessed_on.isoformat()
    start = plan.request.start.isoformat()
    return [
        Entry(kind=Kind.INTAKE, dated=assessed, body=data_as_json(document), by=by),
        *override_entries(intake),
        plan_entry(plan, by),
        Entry(kind=Kind.CALENDAR, dated=start, body=as_json(shown(plan, catalog)), by=by, cause=1),
        Entry(kind=Kind.STATE, dated=assessed, body=as_json(State(since=assessed)), by=by),
    ]


def revise(
    place: Place, intake_path: Path, *, by: str, reason: str, catalog_dir: Path | None = None
) -> int:
    """Keep a new version of the intake beside the earlier ones and return its number.

    The next revision of the plan is made from it; the present plan stays.

    Raises:
        BadInput: the intake has faults, or no reason is given.
        StoreError: no such programme, or the store cannot be written.
    """
    if not reason:
        raise BadInput([Problem("--reason", 0, "", told("say why the intake is revised"))])
    document = load_yaml(intake_path)
    intake = read_document(document, load_catalog(catalog_dir))
    with opened(place.location) as store:
        history = History(place.programme, store.records(place.programme))
        kept = {(r.body, r.by, r.reason) for r in history.of(Kind.OVERRIDE)}
        entries = [
            Entry(
                kind=Kind.INTAKE,
                dated=intake.assessed_on.isoformat(),
                body=data_as_json(document),
                by=by,
                reason=reason,
            ),
            *(e for e in override_entries(intake) if (e.body, e.by, e.reason) not in kept),
        ]
        store.append(place.programme, len(history.records), entries)
        return len(history.of(Kind.INTAKE)) + 1


def shown(plan: Plan, catalog: Catalog) -> CalendarState:
    """The calendar of a plan as `planner plan` writes it."""
    number = plan.revision - 1
    events = events_of(plan, messages_of(catalog))
    return CalendarState(revision=plan.revision, sequence={event.key: number for event in events})


def stored_plan(plan_path: Path, intake_path: Path, catalog_dir: Path | None) -> Plan:
    """A plan that was made before, audited anew.

    Raises:
        AuditViolation: the plan breaks a rule; it is not stored.
    """
    from planner.export.json import read_plan
    from planner.workflow.plan import audit_plan

    file = plan_path / PLAN_FILE if plan_path.is_dir() else plan_path
    passed(audit_plan(file, intake_path, catalog_dir), told("the audit refuses this plan:"))
    return read_plan(file)


def made_plan(
    intake_path: Path, template: str | None, effort: str, catalog_dir: Path | None
) -> PlanOutcome:
    """A plan made now, or a referral."""
    from planner.workflow.plan import make_plan

    return make_plan(intake_path, template=template, effort=effort, catalog_dir=catalog_dir)


def _checked_id(name: str | None, intake: Intake) -> str:
    if name is None:
        return intake.id
    from planner.intake.part import Part
    from planner.intake.report import Report

    report = Report("--id", lambda _: 0)
    read_id(Part(name, (), report))
    report.raise_if_any()
    return name


def begun_sections(begun: Begun, messages: Messages) -> tuple[Section, ...]:
    """What was begun, and what comes next."""
    say, request = messages.say, begun.plan.request
    rows = {
        "plan": say(
            "programme.plan",
            revision=begun.plan.revision,
            weeks=messages.counted("count.weeks", request.weeks),
            start=day(request.start),
            sessions=messages.counted("count.sessions", len(begun.plan.sessions)),
        ),
        "store": begun.store,
        "next": say("programme.after_each_week", programme=begun.programme),
    }
    title = say("programme.has_begun", programme=begun.programme)
    lines = labelled((say(f"label.{key}"), text) for key, text in rows.items())
    return (Section(title, lines),)
