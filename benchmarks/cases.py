"""The fixed instances: the examples of the repository and seeded realistic people.

`instances/instances.csv` names each with its size. Sizes are cut by the number of candidate
families of the built problem; `python -m benchmarks.choose` says where and writes the file.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.people import realistic, the_catalog
from planner.documents import Document
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.eligibility import decide
from planner.intake import read_document, read_intake, resolve_answers
from planner.knowledge import Template, load_template
from planner.problem.build import build
from planner.problem.model import Problem
from planner.screening import screen

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).parent / "instances" / "instances.csv"
DEFAULT_TEMPLATE = "general_low_back"
FIELDS = ("name", "size", "families", "weeks", "slots")


@dataclass(frozen=True)
class Case:
    """One instance; `name` is the stem of an example or `seed-` and a number."""

    name: str
    size: str
    families: int
    weeks: int
    slots: int


def cases() -> list[Case]:
    """Every instance of the list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["name"], row["size"], *(int(row[field]) for field in FIELDS[2:]))
            for row in csv.DictReader(file)
        ]


class Asked(NamedTuple):
    """What one instance asks for."""

    template: Template
    intake: Intake
    answers: Answers


def asked_of(name: str) -> Asked | None:
    """The intake of an instance and its template; None where the screening stops the plan.

    Raises:
        BadInput: the intake is refused.
    """
    catalog = the_catalog()
    if name.startswith("seed-"):
        document = Document(realistic(int(name.removeprefix("seed-"))), name, {})
        intake = read_document(document, catalog)
    else:
        intake = read_intake(ROOT / "examples" / f"{name}.yaml", catalog)
    answers = resolve_answers(intake, catalog)
    if screen(catalog, answers).stops_plan:
        return None
    template = load_template(intake.plan.template or DEFAULT_TEMPLATE, catalog)
    return Asked(template, intake, answers)


def problem_of(name: str) -> Problem | None:
    """The built problem; None where the screening stops the plan.

    Raises:
        BadInput: the intake is refused.
    """
    asked = asked_of(name)
    if asked is None:
        return None
    template, intake, answers = asked
    eligibility = decide(the_catalog(), intake, answers, intake.plan.weeks)
    built, _ = build(the_catalog(), template, intake, answers, eligibility)
    return built.problem
