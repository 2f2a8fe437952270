"""The vignettes of tests/cases/vignettes as intakes and answers, and their checks one by one."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from planner.documents import load_yaml
from planner.domain.answers import Answers, ResponseRecord
from planner.domain.intake import (
    ConditionRecord,
    Intake,
    PlanRequest,
    StretchTrial,
    Suggestion,
    Window,
)
from planner.eligibility import Eligibility, decide
from planner.intake import resolve_answers
from planner.rules import Firing, firings
from planner.screening import ScreeningResult, screen
from tests.support.cases import as_fact
from tests.support.people import CATALOG

FOLDER = Path(__file__).parents[1] / "cases" / "vignettes"
SECTIONS = ("must", "must_not", "should")
EVERY_DAY = tuple(range(7))
ZONE = "Europe/Berlin"
SUGGESTED = "stretch_suggested_by_clinician"


class Check(NamedTuple):
    """One check of a vignette: section (must, must_not or should), kind, and its fields."""

    vignette: Vignette
    section: str
    kind: str
    fields: dict[str, Any]
    number: int

    @property
    def id(self) -> str:
        return f"{self.vignette.id}-{self.section}-{self.number}-{self.kind}"


class Vignette:
    """An invented person with what a plan must, must not and should hold."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.id: str = data["id"]

    @cached_property
    def intake(self) -> Intake:
        """The person's intake: every piece of equipment, an hour each morning and evening."""
        plan, facts = self.data["plan"], self.data["facts"]
        start = dt.date.fromisoformat(plan["start"])
        wake = dt.time.fromisoformat(plan["wake_time"])
        return Intake(
            id=self.id,
            assessed_on=start,
            plan=PlanRequest(start=start, weeks=plan["weeks"], timezone=ZONE),
            facts={name: as_fact(value) for name, value in facts.items()},
            conditions=tuple(
                ConditionRecord(id=name, stage=record.get("stage"), side=record.get("side"))
                for name, record in (self.data.get("conditions") or {}).items()
            ),
            stretch_trials=tuple(
                StretchTrial(**entry, date=start) for entry in self.data.get("trials") or ()
            ),
            availability=tuple(
                Window(days=EVERY_DAY, dates=(), start=begin, end=end, preferred=preferred)
                for begin, end, preferred in (
                    (dt.time(7, 0), dt.time(8, 0), False),
                    (dt.time(18, 0), dt.time(19, 15), True),
                )
            ),
            wake=wake,
            bed=dt.time(22, 30),
            equipment=tuple(CATALOG.vocabulary["equipment"]),
            suggested=(Suggestion(activity="hamstring_seated", by="doctor"),)
            if facts.get(SUGGESTED)
            else (),
        )

    @property
    def document(self) -> dict[str, Any]:
        """The person as the content of an intake file; the log is no part of it."""
        plan, facts = self.data["plan"], self.data["facts"]
        week = [calendar.day_abbr[day].lower() for day in EVERY_DAY]
        return {
            "format": "intake/1",
            "id": self.id,
            "plan": {name: plan[name] for name in ("start", "weeks")} | {"timezone": ZONE},
            "facts": facts,
            "conditions": [
                {
                    "id": name,
                    **{key: value for key, value in (record or {}).items() if value != "any"},
                }
                for name, record in (self.data.get("conditions") or {}).items()
            ],
            "stretch_trials": [
                {**trial, "date": plan["start"]} for trial in self.data.get("trials") or ()
            ],
            "availability": [{"days": week, "from": "18:00", "to": "19:15"}],
            "wake": plan["wake_time"],
            "bed": "22:30",
            "equipment": list(CATALOG.vocabulary["equipment"]),
        }

    def once_answered(self) -> Vignette:
        """The same person when the open safety questions have been answered with no."""
        asked = {fact for entry in self.screening.undecided for fact in entry.facts}
        known = dict.fromkeys(asked, False)
        return Vignette({**self.data, "facts": {**self.data["facts"], **known}})

    @cached_property
    def answers(self) -> Answers:
        """What is known: the intake, and how the body answered so far."""
        responses = tuple(
            ResponseRecord(record["response"], record.get("activity"))
            for record in self.data.get("responses") or ()
        )
        return replace(resolve_answers(self.intake, CATALOG), responses=responses)

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        return firings(CATALOG, self.answers)

    @cached_property
    def screening(self) -> ScreeningResult:
        return screen(CATALOG, self.answers)

    @cached_property
    def eligibility(self) -> Eligibility:
        return decide(CATALOG, self.intake, self.answers, self.intake.plan.weeks)

    @property
    def checks(self) -> list[Check]:
        """Every check, in the order of the file."""
        found = []
        for section in SECTIONS:
            for number, entry in enumerate(self.data.get(section) or ()):
                fields = {key: value for key, value in entry.items() if key != "check"}
                found.append(Check(self, section, entry["check"], fields, number))
        return found


VIGNETTES = [Vignette(load_yaml(path).data) for path in sorted(FOLDER.glob("*.yaml"))]


def checks(*kinds: str) -> list[Check]:
    """All checks of the given kinds."""
    return [check for v in VIGNETTES for check in v.checks if check.kind in kinds]
