"""Signing off: who approved which revision of a plan, a programme or a template.

A plan file holds its approval itself; that of a template stands beside it, so that no comment of
it moves; that of a programme is a record of the store. A plan file and the programme that was
begun in its folder are approved together as long as both say the same. Each approval names the
digest of what was approved.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from planner.documents import convert, hint, load_yaml, write_all
from planner.domain.plan import Plan
from planner.domain.revision import Approval
from planner.errors import AuditViolation, BadCatalog, PlannerError
from planner.explain.messages import messages_of
from planner.export.approval import approval_words, holds
from planner.export.json import plan_hash, read_plan, to_json
from planner.knowledge import Template, load_catalog, load_template, template_files
from planner.knowledge.templates import template_path
from planner.store import Entry, Kind
from planner.told import told
from planner.workflow.programme.history import History
from planner.workflow.programme.place import FOLDER_FILE, Place, opened, place_of
from planner.workflow.programme.show import read_history

FORMAT = "approvals/1"
BESIDE = ".approvals.json"
PLAN_FILE = "plan.json"
_NAME_CHARS = 120


class Approvals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file beside a template: every approval, the latest last."""

    format: str
    approvals: tuple[Approval, ...]


class Approved(Struct, frozen=True, kw_only=True):
    """What was approved, and where it is recorded."""

    what: str
    id: str
    approval: Approval
    recorded_in: str


def approve(
    named: str, *, by: str, role: str, on: dt.date, store: str | None, catalog_dir: Path | None
) -> Approved:
    """Record an approval of a plan file, a template, or the present revision of a programme.

    Args:
        named: plan file or its folder, template file or id, programme id or its folder.
        by: name of who approves.
        role: a clinician's role, as the catalog lists them.
        on: day of the approval.
        store: the store of programmes; None for this user's own.
        catalog_dir: folder of the catalog; None for the project's own.

    Raises:
        PlannerError: the role is no clinician's, or there is no name.
        AuditViolation: the plan has not passed its audit.
        BadInput, BadCatalog, StoreError, OutputError: it cannot be read or written.
    """
    catalog = load_catalog(catalog_dir)
    roles = catalog.derivations.clinician_roles
    if role not in roles:
        near = hint(role, roles)
        text = told(
            "--role: only a clinician can approve, not '{role}'{hint}", role=role, hint=near
        )
        raise PlannerError(text)
    if not by.strip() or len(by) > _NAME_CHARS or not by.isprintable():
        raise PlannerError(told("--by: a name of 1 to {most} letters is needed", most=_NAME_CHARS))
    mark = Approval(by=by.strip(), role=role, on=on, revision="", sha256="")
    path = Path(named)
    if path.suffix == ".json" or ((path / PLAN_FILE).is_file() and not _is_begun(path)):
        return _plan_file(path / PLAN_FILE if path.is_dir() else path, store, mark)
    if path.suffix in (".yaml", ".yml") or named in template_files():
        return _template(template_path(named), load_template(named, catalog), mark)
    found = _programme(place_of(named, store), mark)
    if (path / PLAN_FILE).is_file() and _is_of(found.approval, read_plan(path / PLAN_FILE)):
        _plan(path / PLAN_FILE, mark)
    return found


def _is_begun(folder: Path) -> bool:
    return (folder / FOLDER_FILE).is_file()


def _is_of(approval: Approval, plan: Plan) -> bool:
    return holds(approval, plan_hash(plan))


def _plan_file(path: Path, store: str | None, mark: Approval) -> Approved:
    """A plan file, and the programme that was begun beside it where it is the present revision."""
    place = place_of(str(path.parent), store) if _is_begun(path.parent) else None
    present = read_history(place).plan if place is not None else None
    approved = _plan(path, mark)
    if place is not None and present is not None and _is_of(approved.approval, present):
        _programme(place, mark)
    return approved


def _plan(path: Path, mark: Approval) -> Approved:
    plan = read_plan(path)
    approval = _of_plan(plan, mark)
    write_all({path: to_json(replace(plan, approval=approval))})
    return Approved(what="plan", id=plan.plan_id, approval=approval, recorded_in=str(path))


def _of_plan(plan: Plan, mark: Approval) -> Approval:
    if plan.audit is None or not plan.audit.passed:
        raise AuditViolation(told("this plan has not passed its audit; nobody can approve it"))
    return replace(mark, revision=str(plan.revision), sha256=plan_hash(plan))


def _programme(place: Place, mark: Approval) -> Approved:
    with opened(place.location) as held:
        records = held.records(place.programme)
        approval = _of_plan(History(place.programme, records).plan, mark)
        entry = Entry(
            kind=Kind.APPROVAL,
            dated=approval.on.isoformat(),
            body=msgspec.json.encode(approval).decode(),
            by=approval.role,
        )
        held.append(place.programme, len(records), [entry])
    return Approved(
        what="programme",
        id=place.programme,
        approval=approval,
        recorded_in=place.location.name,
    )


def _template(path: Path, template: Template, mark: Approval) -> Approved:
    approval = replace(mark, revision=template.version, sha256=template.sha256)
    beside = approvals_file(path)
    found = Approvals(format=FORMAT, approvals=(*_recorded(beside), approval))
    data = msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
    write_all({beside: data})
    return Approved(what="template", id=template.id, approval=approval, recorded_in=str(beside))


def approvals_file(path: Path) -> Path:
    """The file beside a template that holds its approvals."""
    return path.with_name(path.name + BESIDE)


def template_approval(ref: str, template: Template, catalog_dir: Path | None) -> str:
    """Whether somebody approved a template as it stands, in words.

    Raises:
        BadCatalog: the file of approvals has faults.
    """
    found = _recorded(approvals_file(template_path(ref)))
    messages = messages_of(load_catalog(catalog_dir))
    standing = [each for each in found if each.sha256 == template.sha256]
    latest = (standing or list(found))[-1:]
    return approval_words(latest[0] if latest else None, template.sha256, messages)


def _recorded(beside: Path) -> tuple[Approval, ...]:
    if not beside.exists():
        return ()
    document = load_yaml(beside, error=BadCatalog)
    found = convert(document, Approvals, error=BadCatalog)
    if found.format != FORMAT:
        text = told("only {format} can be read", format=FORMAT)
        raise BadCatalog([document.problem(("format",), text)])
    return found.approvals
