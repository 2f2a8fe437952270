"""Which person a FHIR bundle tells of: that of the intake that the plan was made from, or nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from planner.documents import load_yaml
from planner.domain.plan import AuditResult
from planner.errors import BadInput
from planner.export import to_json
from planner.intake import read_intake
from planner.store import Kind
from planner.workflow.deliver import deliver
from planner.workflow.plan import PlanOutcome
from planner.workflow.views import export_plan
from tests.support.people import CATALOG
from tests.support.process import intake
from tests.support.stored import EXAMPLE, entry, plan_of_example, store_at

PLAN = replace(plan_of_example(), audit=AuditResult(passed=True, checks=(), violations=()))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_bytes(to_json(PLAN))
    return file


def kinds(files: tuple[Path, ...]) -> list[str]:
    found: dict[str, Any] = json.loads(files[0].read_bytes())
    return [each["resource"]["resourceType"] for each in found["entry"]]


def test_the_intake_is_told_where_it_is_named(plan: Path, tmp_path: Path) -> None:
    alone = kinds(export_plan(plan, ("fhir",), tmp_path / "a"))
    told = kinds(export_plan(plan, ("fhir",), tmp_path / "b", intake=EXAMPLE))
    assert "Condition" not in alone
    assert "Condition" in told
    assert told.count("Observation") > alone.count("Observation")
    assert "QuestionnaireResponse" not in told


def test_another_intake_is_refused(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(intake(("age: 41", "age: 42")), "utf-8")
    with pytest.raises(BadInput, match="made from another intake"):
        export_plan(plan, ("fhir",), tmp_path / "a", intake=other)
    assert not (tmp_path / "a").exists()


def test_a_programme_tells_its_intake_and_its_check_ins(plan: Path, tmp_path: Path) -> None:
    body = json.dumps(load_yaml(EXAMPLE).data, default=str)
    check_in = {"format": "checkin/1", "date": "2026-12-13", "red_flags": [], "sessions": []}
    newer = json.dumps({**load_yaml(EXAMPLE).data, "goals": ["less_pain"]}, default=str)
    with store_at(tmp_path / "s.db") as store:
        entries = [
            entry(Kind.INTAKE, body),
            entry(Kind.PLAN, msgspec.json.encode(PLAN).decode()),
            entry(Kind.CHECK_IN, json.dumps(check_in), dated="2026-12-13"),
            entry(Kind.INTAKE, newer),
        ]
        store.create("p1", entries)
    where = str(tmp_path / "s.db")
    told = kinds(export_plan(plan, ("fhir",), tmp_path / "a", programme="p1", store=where))
    assert "Condition" in told
    assert told.count("QuestionnaireResponse") == 1


@pytest.mark.parametrize("discreet", [False, True])
def test_a_plan_that_was_just_made_is_told_as_the_export_of_it(
    plan: Path, tmp_path: Path, discreet: bool
) -> None:
    made: Any = PlanOutcome(plan=PLAN, screening=None, intake=read_intake(EXAMPLE, CATALOG))  # type: ignore[arg-type]
    name = "bundle.json" if discreet else "fhir-bundle.json"
    deliver(made, tmp_path / "a", ("fhir",), discreet=discreet)
    export_plan(plan, ("fhir",), tmp_path / "b", intake=EXAMPLE, discreet=discreet)
    told = (tmp_path / "a" / name).read_bytes()
    assert told == (tmp_path / "b" / name).read_bytes()
    assert b'"resourceType": "Condition"' in told
