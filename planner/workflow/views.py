"""Views of a plan that is there already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.documents import write_all
from planner.domain.plan import Plan
from planner.errors import AuditViolation, BadInput, Problem
from planner.export.formats import render
from planner.export.json import read_plan
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.languages import known_language
from planner.told import told
from planner.workflow.gallery import Gallery
from planner.workflow.languages import speaking_of
from planner.workflow.writing.known import view_of

if TYPE_CHECKING:
    from planner.domain.checkin import CheckIn
    from planner.export.fhir import HealthRecord
    from planner.workflow.programme.history import History


def export_plan(
    plan_path: Path | str,
    formats: tuple[str, ...],
    folder: Path,
    *,
    discreet: bool = False,
    paper: str | None = None,
    programme: str | None = None,
    intake: Path | None = None,
    store: str | None = None,
    catalog_dir: Path | None = None,
) -> tuple[Path, ...]:
    """Views of a plan that passed its audit.

    Args:
        plan_path: the plan file.
        formats: names of views.
        folder: where they are written.
        discreet: nothing about health in the calendar, in file names and titles.
        paper: of printed sheets, `a4` or `letter`; None = that of the plan's time zone.
        programme: id or folder of the programme whose approvals, measures, intake and check-ins are
            shown.
        intake: that the plan was made from, for record systems; that of the programme if it is
            named.
        store: where programmes are kept; None for the user's own.
        catalog_dir: folder of the catalog; None for the project's own.

    Raises:
        BadInput: the plan was made from another intake.
        StoreError: no such programme, or the plan is none of its own.
        AuditViolation: the plan file holds no passed audit.
    """
    plan = read_plan(plan_path)
    if plan.audit is None or not plan.audit.passed:
        raise AuditViolation(told("this plan has not passed its audit; nothing is exported"))
    known_language(plan.request.spoken, catalog_dir, str(plan_path))
    with speaking_of(plan):
        files = _rendered(plan, formats, discreet, paper, programme, intake, store, catalog_dir)
    return write_all({folder / name: content for name, content in files.items()})


def _rendered(
    plan: Plan,
    formats: tuple[str, ...],
    discreet: bool,
    paper: str | None,
    programme: str | None,
    intake: Path | None,
    store: str | None,
    catalog_dir: Path | None,
) -> dict[str, bytes]:
    catalog = load_catalog(catalog_dir)
    gallery = Gallery(catalog_dir, catalog)
    history, measured = None, None
    if programme:
        # The store takes longer to load than a page to write, and most views need none.
        from planner.workflow.programme.measured import measured_of
        from planner.workflow.programme.place import place_of
        from planner.workflow.programme.show import read_history

        history = read_history(place_of(programme, store))
        measured = measured_of(history, plan, catalog)
        plan = history.with_approval(plan)
    record = _record(plan, history, intake, catalog, catalog_dir) if "fhir" in formats else None
    view = view_of(
        catalog,
        catalog_dir,
        discreet=discreet,
        paper=paper,
        measured=measured,
        record=record,
        gallery=gallery,
    )
    files = render(plan, formats, view)
    gallery.keep()
    return files


def _record(
    plan: Plan,
    history: History | None,
    intake: Path | None,
    catalog: Catalog,
    directory: Path | None,
) -> HealthRecord | None:
    """The person, from the file that was named or from the programme; None without either."""
    from planner.intake import read_intake
    from planner.workflow.writing.health import health_record

    check_ins: tuple[CheckIn, ...] = ()
    if history is not None:
        from planner.workflow.programme.person import check_ins_of

        found = history.intake_of_plan(catalog, plan)
        check_ins = check_ins_of(history, catalog)
    if intake is not None:
        found = read_intake(intake, catalog)
    elif history is None:
        return None
    if found.sha256 != plan.made_from.intake:
        text = told("the plan was made from another intake, or this one was changed since")
        raise BadInput([Problem(str(intake or plan.plan_id), 0, "", text)])
    return health_record(found, check_ins, catalog, directory)
