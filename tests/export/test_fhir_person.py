"""The person in the bundle: judged as the plan is, and read in again without loss."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from msgspec.structs import replace

from planner.documents import Document
from planner.domain.checkin import CheckIn, DayReport, ItemReport, Retest, SessionReport
from planner.domain.coded import FACT
from planner.domain.intake import ConditionRecord, Intake
from planner.domain.language import speaking
from planner.errors import BadInput
from planner.explain import messages_of
from planner.export import View, render
from planner.export.known import Known
from planner.intake import read_intake
from planner.intake.fhir import FromRecord, read_bundle
from planner.intake.read import read_document
from planner.knowledge import load_catalog
from planner.knowledge.codes import load_codes
from planner.workflow.writing.health import health_record
from tests.support.calendar_plan import calendar_plan
from tests.support.calendar_readers import need
from tests.support.fhir_rules import SCHEMA, dangling, rule_faults, schema_faults
from tests.support.records import written

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
CODES = load_codes(None, CATALOG)
PLAN = calendar_plan()
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
INTAKES = {
    file.stem: read_intake(file, CATALOG)
    for file in EXAMPLES
    if "format: intake/1" in file.read_text("utf-8")
}
PERSON = INTAKES["desk_worker_sciatica"]
CHECK_INS = (
    CheckIn(
        date=dt.date(2027, 3, 7),
        sessions=(
            SessionReport(
                key=PLAN.sessions[0].key,
                done="partial",
                pain_before=2,
                pain_during=4,
                pain_next_morning=0,
                rpe=6,
                minutes=25,
                symptoms=("chest_pressure",),
                items=(
                    ItemReport(activity="squat_1", side="left", done="full", reps=8, note="ok"),
                ),
                note="Klatschmohn",
            ),
            SessionReport(key="w99-strength-1", done="missed", date=dt.date(2027, 3, 6), rpe=0),
        ),
        all_day=(DayReport(key="d1", done="full", hours=2.5, comfort="good"),),
        facts={"worst_pain_24h": 3, "saddle_numbness": False},
        red_flags=(),
        retests=(Retest(measure="odi", value=12.5),),
        note="Klatschmohn",
    ),
)


def bundle(
    intake: Intake = PERSON,
    check_ins: tuple[CheckIn, ...] = CHECK_INS,
    *,
    discreet: bool = False,
) -> dict[str, Any]:
    catalog = load_catalog()
    record = health_record(intake, check_ins, catalog, None)
    view = View(messages=messages_of(catalog), known=Known(), record=record, discreet=discreet)
    (data,) = render(PLAN, ["fhir"], view).values()
    found: dict[str, Any] = json.loads(data)
    return found


def of(kind: str, found: dict[str, Any]) -> list[dict[str, Any]]:
    return [e["resource"] for e in found["entry"] if e["resource"]["resourceType"] == kind]


@pytest.mark.parametrize("name", INTAKES)
def test_hl7_schema_and_invariants_find_nothing(name: str) -> None:
    need(SCHEMA.is_file(), "HL7's JSON schema")
    found = bundle(INTAKES[name])
    assert schema_faults(found) == []
    assert [fault for e in found["entry"] for fault in rule_faults(e["resource"])] == []
    assert dangling(found) == set()
    urls = [entry["fullUrl"] for entry in found["entry"]]
    assert len(set(urls)) == len(urls)


def test_an_independent_library_reads_it() -> None:
    found = bundle()
    assert len(Bundle.model_validate(found).entry) == len(found["entry"])


def again(intake: Intake, folder: Path, check_ins: tuple[CheckIn, ...] = ()) -> FromRecord:
    file = written(bundle(intake, check_ins), folder)
    return read_bundle(file, CATALOG, CODES, intake.assessed_on)


@pytest.mark.parametrize("name", INTAKES)
def test_what_goes_out_comes_in_with_the_same_answers(name: str, tmp_path: Path) -> None:
    intake = INTAKES[name]
    found = again(intake, tmp_path)
    content = {
        "format": "intake/1",
        "id": "a",
        "assessed_on": intake.assessed_on.isoformat(),
        "plan": {"start": intake.plan.start.isoformat(), "weeks": 1, "timezone": "UTC"},
        "availability": [],
        "facts": found.facts,
        "conditions": found.conditions,
        "screened": found.screened,
    }
    read = read_document(Document(content, "a", {}), CATALOG)
    assert read.facts == intake.facts
    assert ticked(read) == ticked(intake)
    assert sorted(map(repr, read.conditions)) == sorted(map(repr, intake.conditions))
    # Everything that was not taken is of the plan, or says the same a second time.
    whys = {left.why for left in found.left if "Condition" in left.resource}
    assert whys <= {"unused"}
    said = {left.why for left in found.left if left.resource.startswith("Observation")}
    assert said <= {"no_code"}


def ticked(intake: Intake) -> dict[str, tuple[dt.date, set[str]]]:
    return {name: (each.date, set(each.positive)) for name, each in intake.screened.items()}


def test_every_kind_of_answer_survives(tmp_path: Path) -> None:
    facts: dict[str, Any] = {}
    for fact in CATALOG.facts.values():
        if fact.type == "bool":
            facts[fact.id] = False
        elif fact.type in ("int", "number") and fact.range:
            facts[fact.id] = fact.range[0] if fact.type == "number" else int(fact.range[0])
        elif fact.values:
            facts[fact.id] = fact.values[:1] if fact.type == "list" else fact.values[0]
        elif fact.type == "date":
            facts[fact.id] = "06:30" if fact.unit == "clock" else "2026-11-01"
    intake = replace(PERSON, facts=facts, conditions=(), screened={})
    found = again(intake, tmp_path)
    assert {k: tuple(v) if isinstance(v, list) else v for k, v in found.facts.items()} == facts


def test_a_finding_keeps_its_side_stage_day_and_fields(tmp_path: Path) -> None:
    records = (
        ConditionRecord(id="sciatica", side="left", stage="settling", since=dt.date(2026, 11, 20)),
        ConditionRecord(
            id="lli_structural", side="left", details={"measured_mm": 9, "corrected": False}
        ),
    )
    found = again(replace(PERSON, conditions=records), tmp_path)
    assert found.conditions == [
        {"id": "sciatica", "side": "left", "stage": "settling", "since": "2026-11-20"},
        {"id": "lli_structural", "side": "left", "measured_mm": 9, "corrected": False},
    ]


def test_a_code_is_written_only_where_it_is_the_only_one() -> None:
    records = tuple(
        ConditionRecord(id=name, side=side)
        for name, side in (
            ("hypertension", None),
            ("piriformis_syndrome", "left"),
            ("sciatica", None),
        )
    )
    found = of("Condition", bundle(replace(PERSON, conditions=records)))
    codes = [[c["code"] for c in each["code"]["coding"][1:]] for each in found]
    assert codes == [["I10"], ["G57.02"], []]
    assert all(each["code"]["text"] for each in found)


def test_codes_and_units_of_others_stand_beside_the_own(tmp_path: Path) -> None:
    found = bundle()
    by_fact = {
        each["code"]["coding"][0]["code"]: each
        for each in of("Observation", found)
        if each["code"].get("coding", [{}])[0].get("system") == FACT
    }
    weight = by_fact["weight_kg"]
    assert weight["code"]["coding"][1] == {"system": "http://loinc.org", "code": "29463-7"}
    assert weight["valueQuantity"]["code"] == "kg"
    # Somebody who knows LOINC only reads the same.
    for each in of("Observation", found):
        each["code"]["coding"] = each["code"].get("coding", [])[1:]
    read = read_bundle(written(found, tmp_path), CATALOG, CODES, PERSON.assessed_on)
    assert read.facts["weight_kg"] == PERSON.facts["weight_kg"]
    assert read.facts["age"] == PERSON.facts["age"]
    assert not set(read.facts) - set(PERSON.facts)


def test_a_check_in_is_a_questionnaire_response_and_its_numbers_observations() -> None:
    found = bundle()
    (response,) = of("QuestionnaireResponse", found)
    assert response["authored"] == "2027-03-07"
    session = response["item"][0]
    said = {part["linkId"].rpartition("/")[2]: part.get("answer") for part in session["item"]}
    assert said["pain_during"] == [{"valueInteger": 4}]
    assert said["pain_next_morning"] == [{"valueInteger": 0}]
    assert said["note"] == [{"valueString": "Klatschmohn"}]
    links = [part["linkId"] for part in response["item"]]
    assert links[-4:] == ["day/d1", "red_flags", "retest/odi", "note"]
    pain = [o for o in of("Observation", found) if "basedOn" in o]
    request = next(
        r
        for r in of("ServiceRequest", found)
        if r["identifier"][0]["value"] == PLAN.sessions[0].key
    )
    assert [o["valueQuantity"]["value"] for o in pain] == [4, 25]
    assert all(o["basedOn"][0]["reference"] == f"urn:uuid:{request['id']}" for o in pain)
    assert {o["effectiveDateTime"] for o in pain} == {PLAN.sessions[0].date.isoformat()}
    codes = [o["code"]["coding"][0]["code"] for o in pain]
    assert codes == ["72514-3", "55411-3"]


def test_answers_of_a_check_in_are_newer_than_those_of_the_intake(tmp_path: Path) -> None:
    file = written(bundle(), tmp_path)
    read = read_bundle(file, CATALOG, CODES, dt.date(2027, 3, 8))
    assert read.facts["worst_pain_24h"] == 3
    assert read.facts["saddle_numbness"] is False


def test_own_words_and_ids_stay_out_of_a_discreet_bundle() -> None:
    assert "Klatschmohn" in json.dumps(bundle())
    found = json.dumps(bundle(discreet=True))
    assert "Klatschmohn" not in found
    assert PERSON.id not in found


def test_it_speaks_the_language_of_the_plan() -> None:
    with speaking("es"):
        texts = json.dumps(bundle(), ensure_ascii=False)
    assert "Peor dolor durante la sesión" in texts


def test_a_plan_alone_holds_no_answers() -> None:
    view = View(messages=messages_of(CATALOG), known=Known())
    (data,) = render(PLAN, ["fhir"], view).values()
    alone = json.loads(data)
    assert of("Condition", alone) == []
    assert alone["id"] != bundle()["id"]


def test_two_people_in_one_bundle_are_refused(tmp_path: Path) -> None:
    found = bundle()
    found["entry"].append({"resource": {"resourceType": "Patient", "id": "other"}})
    with pytest.raises(BadInput, match="of one person"):
        read_bundle(written(found, tmp_path), CATALOG, CODES)
