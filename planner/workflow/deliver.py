"""Writing the outcome of planning into a folder, so that nothing in it looks current but is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.documents import write_all
from planner.documents.write import FILE_MODE
from planner.domain.plan import Plan
from planner.errors import OutputError
from planner.explain import Section, messages_of, summary
from planner.export.formats import ALL_NAMES, render
from planner.knowledge import load_catalog
from planner.told import told
from planner.workflow.languages import speaking_of
from planner.workflow.writing.known import view_of

if TYPE_CHECKING:
    from planner.domain.intake import Intake
    from planner.workflow.plan import PlanOutcome

ALWAYS = ("json", "ics")
REFERRAL = "referral.txt"
WITHDRAWN = ".withdrawn"


class Delivery(Struct, frozen=True, kw_only=True):
    """What was written where.

    Attributes:
        status: of the plan, or `referral` where none was made.
        files: written now.
        withdrawn: files of an earlier run that are no longer current, under their new names.
        remarks: what the person at the keyboard should be told.
        timings: seconds of each stage.
        referral: its text, where no plan was made.
    """

    status: str
    files: tuple[Path, ...]
    withdrawn: tuple[Path, ...]
    remarks: tuple[str, ...]
    timings: dict[str, float]
    referral: str | None = None


def deliver(
    outcome: PlanOutcome,
    folder: Path,
    formats: tuple[str, ...],
    *,
    discreet: bool = False,
    catalog_dir: Path | None = None,
) -> Delivery:
    """Write the plan and its views, or the referral text and no plan.

    A referral that cannot be written is a remark and no error: what it says must come through.

    Raises:
        PlannerError: an unknown format.
        AuditViolation: the calendar, read back, differs from the plan.
        OutputError: the folder cannot be written; what stood there stays.
    """
    if outcome.plan is None:
        return _refer(outcome, folder)
    contents = plan_files(
        outcome.plan, formats, discreet=discreet, intake=outcome.intake, catalog_dir=catalog_dir
    )
    files = write_all({folder / name: content for name, content in contents.items()})
    withdrawn = _withdraw(folder, set(contents))
    return Delivery(
        status=outcome.plan.status,
        files=files,
        withdrawn=withdrawn,
        remarks=(*_remarks(withdrawn), *_not_understood(outcome.plan)),
        timings=outcome.timings,
    )


def plan_files(
    plan: Plan,
    formats: tuple[str, ...] = (),
    *,
    discreet: bool = False,
    intake: Intake | None = None,
    catalog_dir: Path | None = None,
) -> dict[str, bytes]:
    """Names and contents of the files of a plan: those that every plan has, and views.

    Args:
        plan: the plan.
        formats: names of views.
        discreet: nothing about health in the calendar, in file names and titles.
        intake: that the plan was made from, for record systems; None = the plan alone.
        catalog_dir: folder of the catalog; None for the project's own.

    Raises:
        PlannerError: an unknown format.
        AuditViolation: the calendar, read back, differs from the plan.
    """
    with speaking_of(plan):
        catalog, record = load_catalog(catalog_dir), None
        if intake is not None and "fhir" in formats:
            # Only record systems need it, and it takes long to load.
            from planner.workflow.writing.health import health_record

            record = health_record(intake, (), catalog, catalog_dir)
        view = view_of(catalog, catalog_dir, discreet=discreet, record=record)
        return render(plan, (*ALWAYS, *formats), view)


def referral_file(text: str | None) -> dict[str, bytes]:
    """Name and content of the file of a referral."""
    return {REFERRAL: f"{text}\n".encode()}


def _refer(outcome: PlanOutcome, folder: Path) -> Delivery:
    """Withdraw an earlier plan first: it must not stay current even if nothing can be written."""
    files: tuple[Path, ...] = ()
    withdrawn: tuple[Path, ...] = ()
    failure: tuple[str, ...] = ()
    try:
        withdrawn = _withdraw(folder, {REFERRAL})
        contents = referral_file(outcome.referral_text)
        files = write_all({folder / name: content for name, content in contents.items()})
    except OutputError as error:
        failure = (str(error),)
    return Delivery(
        status="referral",
        files=files,
        withdrawn=withdrawn,
        remarks=(*_remarks(withdrawn), *failure),
        timings=outcome.timings,
        referral=outcome.referral_text,
    )


def _not_understood(plan: Plan) -> tuple[str, ...]:
    """What of the calendars is not in the busy times: it must reach the person."""
    return tuple(note for calendar in plan.busy_calendars for note in calendar.notes)


def _remarks(withdrawn: tuple[Path, ...]) -> tuple[str, ...]:
    return tuple(
        told("{name}: from an earlier run, no longer current", name=old.name) for old in withdrawn
    )


def summarise(
    plan: Plan, files: tuple[Path, ...], catalog_dir: Path | None, width: int
) -> tuple[Section, ...]:
    """The printed summary of a plan that was just written."""
    with speaking_of(plan):
        catalog = load_catalog(catalog_dir)
        return summary(plan, catalog, messages_of(catalog), files, width)


def _withdraw(folder: Path, written_now: set[str]) -> tuple[Path, ...]:
    """Rename files of an earlier run that this run does not replace."""
    withdrawn: list[Path] = []
    for name in (*ALL_NAMES, REFERRAL):
        old = folder / name
        if name in written_now or not old.is_file():
            continue
        new = old.with_name(name + WITHDRAWN)
        try:
            old.replace(new)
            new.chmod(FILE_MODE)
        except OSError as error:
            raise OutputError(
                old, told("cannot be withdrawn: {strerror}", strerror=error.strerror)
            ) from None
        withdrawn.append(new)
    return tuple(withdrawn)
