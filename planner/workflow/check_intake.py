"""Validation of an intake for people: ok, what should be known, what is still unknown."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from planner.intake import read_intake, resolve_answers
from planner.knowledge import load_catalog
from planner.told import told
from planner.workflow.calendars import with_calendars


class IntakeCheck(Struct, frozen=True, kw_only=True):
    """A valid intake in short.

    Attributes:
        sha256: digest of its canonical content.
        answered, derived: number of facts that were answered, and worked out.
        groups_open: checklists that were not answered (title).
        facts_open: unknown facts that a safety rule may wait for.
        notices: what the reader should be told.
    """

    ok: bool = True
    id: str
    sha256: str
    answered: int
    derived: int
    groups_open: tuple[str, ...]
    facts_open: tuple[str, ...]
    notices: tuple[str, ...]

    def lines(self) -> list[str]:
        """The summary as lines of text."""
        counts = {"answered": self.answered, "derived": self.derived}
        lines = [told("{answered} facts answered, {derived} worked out", **counts)]
        if self.groups_open:
            groups = "; ".join(self.groups_open)
            lines.append(told("checklists not answered: {groups}", groups=groups))
        if self.facts_open:
            lines.append(told("unknown: {facts}", facts=", ".join(self.facts_open)))
        return lines + [told("note: {notice}", notice=notice) for notice in self.notices]


def check_intake(path: Path | str, directory: Path | None = None) -> IntakeCheck:
    """Read, check and resolve an intake.

    Args:
        path: the intake; `-` is standard input.
        directory: folder of the catalog; None is the one that ships with the planner.

    Raises:
        BadInput: with every problem of the file.
    """
    catalog = load_catalog(directory)
    intake = read_intake(path, catalog)
    answers = resolve_answers(intake, catalog)
    calendars = with_calendars(intake, path).busy_calendars
    unknown = {fact for fact in catalog.facts if fact not in answers.facts}
    groups = [
        group
        for group in catalog.screening_groups.values()
        if group.ask_at == "intake" and set(group.none_means) & unknown
    ]
    in_groups = {fact for group in catalog.screening_groups.values() for fact in group.facts}
    single = [
        fact.id
        for fact in catalog.facts.values()
        if fact.id in unknown - in_groups
        and fact.unknown != "ignore"
        and (fact.answered_by != "derived" or fact.intake_ask)
    ]
    return IntakeCheck(
        id=intake.id,
        sha256=intake.sha256,
        answered=len(answers.facts) - len(answers.derived),
        derived=len(answers.derived),
        groups_open=tuple(group.title for group in groups),
        facts_open=tuple(single),
        notices=(*answers.notices, *(n for calendar in calendars for n in calendar.notes)),
    )
