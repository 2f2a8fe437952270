"""Views of a plan that is there already."""

from __future__ import annotations

from pathlib import Path

from planner.documents import write_all
from planner.domain.plan import Plan
from planner.errors import AuditViolation
from planner.export.formats import render
from planner.export.json import read_plan
from planner.knowledge import load_catalog
from planner.knowledge.languages import known_language
from planner.workflow.gallery import Gallery
from planner.workflow.languages import speaking_of
from planner.workflow.programme.measured import measured_of
from planner.workflow.programme.place import place_of
from planner.workflow.writing.known import view_of


def export_plan(
    plan_path: Path | str,
    formats: tuple[str, ...],
    folder: Path,
    *,
    discreet: bool = False,
    paper: str | None = None,
    programme: str | None = None,
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
        programme: id or folder of the programme whose measures are shown, if any.
        store: where programmes are kept; None for the user's own.
        catalog_dir: folder of the catalog; None for the project's own.

    Raises:
        StoreError: no such programme, or the plan is none of its own.
        AuditViolation: the plan file holds no passed audit.
    """
    plan = read_plan(plan_path)
    if plan.audit is None or not plan.audit.passed:
        raise AuditViolation("this plan has not passed its audit; nothing is exported")
    known_language(plan.request.spoken, catalog_dir, str(plan_path))
    with speaking_of(plan):
        files = _rendered(plan, formats, discreet, paper, programme, store, catalog_dir)
    return write_all({folder / name: content for name, content in files.items()})


def _rendered(
    plan: Plan,
    formats: tuple[str, ...],
    discreet: bool,
    paper: str | None,
    programme: str | None,
    store: str | None,
    catalog_dir: Path | None,
) -> dict[str, bytes]:
    catalog = load_catalog(catalog_dir)
    gallery = Gallery(catalog_dir, catalog)
    measured = measured_of(place_of(programme, store), plan, catalog) if programme else None
    view = view_of(
        catalog,
        catalog_dir,
        discreet=discreet,
        paper=paper,
        measured=measured,
        gallery=gallery,
    )
    files = render(plan, formats, view)
    gallery.keep()
    return files
