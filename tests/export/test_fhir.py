"""The FHIR bundle, judged by HL7's schema, by invariants, and by an independent library."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from msgspec.structs import replace

from planner.domain.plan import Approval, Conflict, Excluded, GateStatus, PlanLimit
from planner.explain import messages_of
from planner.export import View, plan_hash, render
from planner.export.known import Known
from planner.export.times import moments
from planner.knowledge import load_catalog
from tests.support.calendar_plan import calendar_plan
from tests.support.calendar_readers import need
from tests.support.fhir_rules import SCHEMA, dangling, rule_faults, schema_faults

VIEW = View(messages=messages_of(load_catalog()), known=Known(names={"sit_up": "Sit-up"}))
PLAN = replace(
    calendar_plan(),
    excluded=(
        Excluded(
            activity="sit_up", side=None, verdict="excluded", until=None, rules=("S1",), text="No."
        ),
        Excluded(
            activity="plank", side=None, verdict="no_benefit", until=None, rules=(), text="Why."
        ),
    ),
    conflicts=(Conflict(text="Two rules differ.", between=("S1", "S2")),),
)
DATA = render(PLAN, ["fhir"], VIEW)["fhir-bundle.json"]
BUNDLE: dict[str, Any] = json.loads(DATA)


def of(kind: str, bundle: dict[str, Any] = BUNDLE) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def test_hl7_schema_and_invariants_find_nothing() -> None:
    need(SCHEMA.is_file(), "HL7's JSON schema")
    assert schema_faults(BUNDLE) == []
    assert [fault for e in BUNDLE["entry"] for fault in rule_faults(e["resource"])] == []


def test_an_independent_library_reads_it() -> None:
    assert len(Bundle.model_validate(BUNDLE).entry) == len(BUNDLE["entry"])


@pytest.mark.parametrize("kind", ["CarePlan", "Goal", "ServiceRequest"])
def test_plans_goals_and_requests_are_found_as_physical_activity(kind: str) -> None:
    """The category of PACarePlan, PAGoal and PAServiceRequest of HL7's guide, and words beside it."""
    found = of(kind)
    assert found
    for resource in found:
        (category,) = resource["category"]
        (code,) = category["coding"]
        assert code["code"] == "PhysicalActivity"
        assert code["system"].endswith("/us/physical-activity/CodeSystem/pa-temporary-codes")
        assert category["text"] == "Physical activity"


def test_every_reference_resolves_and_every_id_is_used_once() -> None:
    assert dangling(BUNDLE) == set()
    urls = [entry["fullUrl"] for entry in BUNDLE["entry"]]
    assert len(set(urls)) == len(urls)


def test_times_are_those_of_the_plan_session_by_session() -> None:
    found = {
        each["identifier"][0]["value"]: tuple(
            dt.datetime.fromisoformat(each["occurrencePeriod"][edge]) for edge in ("start", "end")
        )
        for each in of("ServiceRequest")
        if "T" in each.get("occurrencePeriod", {}).get("start", "")
    }
    assert found == {session.key: moments(session) for session in PLAN.sessions}


def test_every_request_is_part_of_the_care_plan() -> None:
    (care,) = of("CarePlan")
    listed = [each["reference"]["reference"] for each in care["activity"]]
    assert listed == [f"urn:uuid:{each['id']}" for each in of("ServiceRequest")]
    count = len(PLAN.sessions) + len(PLAN.all_day) + len(PLAN.retests)
    assert len(listed) == count


def test_exclusions_and_conflicts_are_issues_but_choices_are_not() -> None:
    details = [each["detail"] for each in of("DetectedIssue")]
    assert details == ["Sit-up: No.", "Two rules differ."]


@pytest.mark.parametrize(
    ("says", "text", "note"),
    [
        ("Sleep 7 hours.", "Rest heals.", "Sleep 7 hours. Rest heals."),
        # A reason that begins with the limit does not say it twice.
        ("Sleep 7 hours.", "Sleep 7 hours. Rest heals.", "Sleep 7 hours. Rest heals."),
        ("", "Rest heals.", "Rest heals."),
    ],
)
def test_limits_are_told_once_and_before_all_but_the_approval(
    says: str, text: str, note: str
) -> None:
    limit = PlanLimit(
        quantity="sleep_h", value=7, unit="h", target="", rule="S1", text=text, says=says
    )
    plan = replace(PLAN, screening=replace(PLAN.screening, limits=(limit,)))
    bundle = json.loads(render(plan, ["fhir"], VIEW)["fhir-bundle.json"])
    assert of("CarePlan", bundle)[0]["note"][1] == {"text": note}


def test_a_criterion_or_a_stop_sign_never_reads_as_a_finding() -> None:
    gate = GateStatus(
        criterion="easing",
        status="not_met",
        earliest_week=2,
        check_on=dt.date(2027, 3, 8),
        opens=(),
        text="leg pain is easing",
    )
    first = PLAN.sessions[0]
    item = replace(first.items[0], conditional="easing")
    sessions = (replace(first, items=(item,)), *PLAN.sessions[1:])
    files = render(replace(PLAN, gates=(gate,), sessions=sessions), ["fhir"], VIEW)
    bundle = json.loads(files["fhir-bundle.json"])
    notes = [note["text"] for note in of("CarePlan", bundle)[0]["note"]]
    assert "Criterion measured, not met, check on 2027-03-08: leg pain is easing" in notes
    first_notes = of("ServiceRequest", bundle)[0]["note"]
    assert {"text": "Only if: leg pain is easing"} in first_notes
    signs = {sign for s in PLAN.sessions for item in s.items for sign in item.stop_if}
    told = [note["text"] for each in of("ServiceRequest") for note in each.get("note", ())]
    assert signs
    assert not signs & set(told)
    assert all(any(f"{sign}" in t for t in told if t.startswith("Stop if: ")) for sign in signs)


def test_equal_plans_give_equal_bytes_and_others_other_ids() -> None:
    assert render(PLAN, ["fhir"], VIEW)["fhir-bundle.json"] == DATA
    other = render(replace(PLAN, revision=PLAN.revision + 1), ["fhir"], VIEW)["fhir-bundle.json"]
    assert json.loads(other)["id"] != BUNDLE["id"]


def test_a_discreet_bundle_has_no_id_that_a_clinic_gave() -> None:
    files = render(PLAN, ["fhir"], replace(VIEW, discreet=True))
    data = files["bundle.json"].decode()
    assert PLAN.request.intake_id in DATA.decode()
    assert PLAN.request.intake_id not in data
    assert PLAN.plan_id not in data


def approved(sha256: str) -> dict[str, Any]:
    approval = Approval(
        by="Ada Example", role="physiotherapist", on=dt.date(2027, 2, 1), revision="1",
        sha256=sha256,
    )  # fmt: skip
    data = render(replace(PLAN, approval=approval), ["fhir"], VIEW)["fhir-bundle.json"]
    bundle: dict[str, Any] = json.loads(data)
    return bundle


APPROVED, CHANGED = approved(plan_hash(PLAN)), approved("0" * 64)


@pytest.mark.parametrize(
    ("bundle", "status"), [(APPROVED, "active"), (CHANGED, "draft"), (BUNDLE, "draft")]
)
def test_only_what_was_approved_as_it_stands_is_active(bundle: dict[str, Any], status: str) -> None:
    (care,) = of("CarePlan", bundle)
    assert care["status"] == status
    assert {each["status"] for each in of("ServiceRequest", bundle)} == {status}


def test_the_first_note_says_who_approved_it_or_that_it_is_a_draft_or_was_changed() -> None:
    who = {"authorString": "Ada Example, physiotherapist", "time": "2027-02-01"}
    notes = [of("CarePlan", bundle)[0]["note"][0] for bundle in (APPROVED, CHANGED, BUNDLE)]
    assert notes == [
        {**who, "text": "Approved by Ada Example, physiotherapist, on Mon 1 Feb 2027."},
        {
            **who,
            "text": "No longer approved: it was changed after Ada Example, physiotherapist, "
            "approved it on Mon 1 Feb 2027.",
        },
        {"text": "A draft: no clinician has approved it."},
    ]


def test_an_approval_that_holds_is_the_provenance_of_the_care_plan() -> None:
    (found,) = of("Provenance", APPROVED)
    (care,) = of("CarePlan", APPROVED)
    assert found["target"] == [{"reference": f"urn:uuid:{care['id']}"}]
    assert found["occurredDateTime"] == "2027-02-01"
    (agent,) = found["agent"]
    assert agent["who"]["display"] == "Ada Example"
    assert agent["role"] == [{"text": "physiotherapist"}]
    assert found["entity"][0]["what"]["identifier"]["value"] == f"sha256:{plan_hash(PLAN)}"
    assert not of("Provenance", CHANGED) + of("Provenance", BUNDLE)
    # A record system brings the same resources up to date.
    assert of("CarePlan", BUNDLE)[0]["id"] == care["id"]


@pytest.mark.parametrize("bundle", [APPROVED, CHANGED], ids=["approved", "changed"])
def test_what_was_approved_is_as_valid_as_a_draft(bundle: dict[str, Any]) -> None:
    need(SCHEMA.is_file(), "HL7's JSON schema")
    assert schema_faults(bundle) == []
    assert [fault for e in bundle["entry"] for fault in rule_faults(e["resource"])] == []
    assert dangling(bundle) == set()
    assert len(Bundle.model_validate(bundle).entry) == len(bundle["entry"])


WEEKLY: dict[str, Any] = {
    "resourceType": "CarePlan",
    "status": "active",
    "intent": "plan",
    "subject": {"reference": "Patient/1"},
    "activity": [
        {
            "detail": {
                "status": "scheduled",
                "scheduledTiming": {
                    "repeat": {
                        "count": 36,
                        "duration": 40,
                        "durationUnit": "min",
                        "frequency": 1,
                        "period": 1,
                        "periodUnit": "wk",
                        "dayOfWeek": ["mon", "wed", "fri"],
                        "timeOfDay": ["07:30:00"],
                    }
                },
            }
        }
    ],
}


def broken(where: str, **changes: Any) -> dict[str, Any]:
    plan = copy.deepcopy(WEEKLY)
    activity = plan["activity"][0]
    repeat = activity["detail"]["scheduledTiming"]["repeat"]
    part = {"plan": plan, "activity": activity, "repeat": repeat}[where]
    part.update(changes)
    for key in [key for key, value in part.items() if value is None]:
        del part[key]
    return plan


BROKEN = {
    "dayOfWeek monday": broken("repeat", dayOfWeek=["monday"]),
    "timeOfDay 7:30": broken("repeat", timeOfDay=["7:30"]),
    "status nonsense": broken("plan", status="nonsense"),
    "no subject": broken("plan", subject=None),
    "unknown field": broken("plan", nonsense=1),
    "periodUnit week": broken("repeat", periodUnit="week"),
    "tim-1": broken("repeat", durationUnit=None),
    "cpl-3": broken("activity", reference={"reference": "ServiceRequest/1"}),
    "tim-10": broken("repeat", when=["MORN"]),
}


def test_the_whole_care_plan_is_accepted() -> None:
    need(SCHEMA.is_file(), "HL7's JSON schema")
    assert schema_faults(WEEKLY) + rule_faults(WEEKLY) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_of_the_nine_broken_care_plans_is_caught(name: str) -> None:
    need(SCHEMA.is_file(), "HL7's JSON schema")
    assert schema_faults(BROKEN[name]) + rule_faults(BROKEN[name])
