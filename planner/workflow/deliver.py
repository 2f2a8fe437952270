"""Writing the outcome of planning into a folder, so that nothing in it looks current but is not."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from planner.domain.plan import Plan
from planner.errors import OutputError
from planner.explain import Section, messages_of, summary
from planner.export.formats import FILE_NAMES, render
from planner.export.write import write_all
from planner.knowledge import load_catalog
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
    """

    status: str
    files: tuple[Path, ...]
    withdrawn: tuple[Path, ...]
    remarks: tuple[str, ...]
    timings: dict[str, float]


def deliver(
    outcome: PlanOutcome, folder: Path, formats: tuple[str, ...], *, discreet: bool = False
) -> Delivery:
    """Write the plan and its views, or the referral text and no plan.

    Raises:
        BadInput: an unknown format.
        OutputError: the folder cannot be written; what stood there stays.
    """
    if outcome.plan is None:
        status = "referral"
        contents = {REFERRAL: f"{outcome.referral_text}\n".encode()}
    else:
        status = outcome.plan.status
        kinds = tuple(dict.fromkeys((*ALWAYS, *formats)))
        contents = render(outcome.plan, kinds, discreet=discreet)
    withdrawn = _withdraw(folder, set(contents))
    files = write_all(folder, contents)
    remarks = [f"{old.name}: from an earlier run, no longer current" for old in withdrawn]
    return Delivery(
        status=status,
        files=files,
        withdrawn=withdrawn,
        remarks=tuple(remarks),
        timings=outcome.timings,
    )


def summarise(
    plan: Plan, files: tuple[Path, ...], catalog_dir: Path | None, width: int
) -> tuple[Section, ...]:
    """The printed summary of a plan that was just written."""
    catalog = load_catalog(catalog_dir)
    return summary(plan, catalog, messages_of(catalog), files, width)


def _withdraw(folder: Path, written_now: set[str]) -> tuple[Path, ...]:
    """Rename files of an earlier run that this run does not replace."""
    withdrawn: list[Path] = []
    for name in (*FILE_NAMES.values(), REFERRAL):
        old = folder / name
        if name in written_now or not old.is_file():
            continue
        new = old.with_name(name + WITHDRAWN)
        try:
            old.replace(new)
        except OSError as error:
            raise OutputError(old, f"cannot be withdrawn: {error.strerror}") from None
        withdrawn.append(new)
    return tuple(withdrawn)
