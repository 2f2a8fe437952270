"""What is known of the person beside the plan, with the words and codes to say it in."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from planner.domain.checkin import CheckIn
from planner.domain.coded import Coded
from planner.domain.intake import Intake


class FactTerm(Struct, frozen=True, kw_only=True):
    """How a fact is written.

    Attributes:
        text: its question.
        kind: type of the fact in the catalog.
        codings: codes of other systems, by the URI of each.
        unit: UCUM code; None where there is none.
        site, site_text: where it is measured.
        words: of a closed list: id to text.
    """

    text: str
    kind: str
    codings: tuple[Coded, ...] = ()
    unit: str | None = None
    site: Coded | None = None
    site_text: str = ""
    words: Mapping[str, str] = {}


class ConditionTerm(Struct, frozen=True, kw_only=True):
    """How a condition is written: its name, and its only code by side (None = no side said)."""

    text: str
    codings: Mapping[str | None, Coded] = {}


class ChecklistTerm(Struct, frozen=True):
    """How a checklist is written: its title, and what can be ticked, id to text."""

    text: str
    words: Mapping[str, str]


class HealthRecord(Struct, frozen=True, kw_only=True):
    """The person: the intake that the plan was made from, and what was reported since.

    Attributes:
        facts, conditions, checklists: how each of the catalog is written, by id.
        score: code of a pain score, `duration` of minutes of exercise.
    """

    intake: Intake
    check_ins: tuple[CheckIn, ...] = ()
    facts: Mapping[str, FactTerm] = {}
    conditions: Mapping[str, ConditionTerm] = {}
    checklists: Mapping[str, ChecklistTerm] = {}
    score: Coded | None = None
    duration: Coded | None = None
