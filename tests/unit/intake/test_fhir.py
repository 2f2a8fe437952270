"""Health records: what is taken is certain, and everything else is told with its path."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from planner.domain.coded import CHECKLIST, TICK
from planner.errors import BadInput
from planner.intake.checklists import positive_words
from planner.intake.fhir import FromRecord, read_bundle
from planner.intake.fhir.when import when, whole_years
from planner.knowledge import load_catalog
from planner.knowledge.codes import load_codes
from tests.support.records import (
    CLINICAL,
    DAY,
    ICD,
    LOINC,
    SNOMED,
    VERIFIED,
    Json,
    bundle,
    concept,
    condition,
    observation,
    patient,
    quantity,
    written,
)

CATALOG = load_catalog()
CODES = load_codes(None, CATALOG)
ON = dt.date(2026, 12, 1)


@pytest.fixture
def read(tmp_path: Path):
    def read(*resources: Json, on: dt.date | None = ON, **fields: Any) -> FromRecord:
        return read_bundle(written(bundle(*resources, **fields), tmp_path), CATALOG, CODES, on)

    return read


def left(found: FromRecord) -> list[tuple[str, str]]:
    return [(each.path, each.why) for each in found.left]


def test_age_and_sex_come_from_the_patient(read) -> None:
    found = read(patient(gender="male", name=[{"family": "Nobody"}]))
    assert found.facts == {"age": 46, "sex": "male"}
    assert left(found) == [("entry[0].resource.name", "unused")]
    assert {taken.what: taken.check for taken in found.taken} == {"age": None, "sex": "gender"}


@pytest.mark.parametrize(("on", "age"), [(dt.date(2026, 6, 14), 45), (dt.date(2026, 6, 15), 46)])
def test_age_is_that_of_the_day_of_the_assessment(read, on: dt.date, age: int) -> None:
    assert read(patient(), on=on).facts["age"] == age


def test_somebody_born_on_a_leap_day_is_a_year_older_in_march() -> None:
    born = dt.date(2000, 2, 29)
    assert whole_years(born, dt.date(2027, 2, 28)) == 26
    assert whole_years(born, dt.date(2027, 3, 1)) == 27


@pytest.mark.parametrize(
    ("fields", "path", "why"),
    [
        ({"birthDate": "1980"}, "birthDate", "date"),
        ({"birthDate": "1980-13-01"}, "birthDate", "date"),
        ({"birthDate": "2020-01-01"}, "birthDate", "range"),
        ({"gender": "other"}, "gender", "answer"),
        ({"gender": "unknown"}, "gender", "answer"),
    ],
)
def test_what_the_patient_does_not_say_exactly_stays_unknown(read, fields, path, why) -> None:
    found = read(patient(**fields))
    assert (f"entry[0].resource.{path}", why) in left(found)
    assert ("age" if path == "birthDate" else "sex") not in found.facts


@pytest.mark.parametrize(
    ("code", "value", "fact", "wanted"),
    [
        ("8302-2", quantity(168, "cm"), "height_cm", 168),
        ("8302-2", quantity(1.68, "m"), "height_cm", 168),
        ("8302-2", quantity(66, "[in_i]"), "height_cm", 167.64),
        ("29463-7", quantity(98, "kg"), "weight_kg", 98),
        ("29463-7", quantity(98000, "g"), "weight_kg", 98),
        ("29463-7", quantity(200, "[lb_av]"), "weight_kg", 90.718),
        ("8480-6", quantity(128, "mm[Hg]"), "resting_sbp", 128),
        ("8480-6", quantity(16, "kPa"), "resting_sbp", 120),
        ("40443-4", quantity(64, "{beats}/min"), "resting_hr", 64),
        ("82290-8", quantity(90, "min/wk"), "active_minutes_week", 90),
        ("82290-8", quantity(1.5, "h/wk"), "active_minutes_week", 90),
        ("63640-7", quantity(15, "{cigarettes}/d"), "cigarettes_per_day", 15),
        ("30525-0", quantity(46, "a"), "age", 46),
        ("55758-7", quantity(2, "{score}"), "phq2", 2),
    ],
)
def test_a_measurement_is_taken_in_the_unit_of_the_catalog(read, code, value, fact, wanted) -> None:
    found = read(patient(birthDate="1980-06-15"), observation(code, value))
    assert found.facts[fact] == wanted


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (quantity(200, "lb"), "unit"),
        (quantity(200, "[LB_AV]"), "unit"),
        (quantity(98, "cm"), "unit"),
        ({"value": 98, "unit": "kg"}, "unit"),
        ({"value": 98, "system": "http://example.org", "code": "kg"}, "unit"),
        ({**quantity(98, "kg"), "comparator": "<"}, "inexact"),
        ({"system": "http://unitsofmeasure.org", "code": "kg"}, "inexact"),
        (quantity(9800, "kg"), "range"),
        (quantity(-98, "kg"), "range"),
    ],
)
def test_a_number_that_is_not_understood_is_told_and_not_taken(read, value, why) -> None:
    found = read(patient(), observation("29463-7", value))
    assert "weight_kg" not in found.facts
    assert left(found) == [("entry[1].resource.valueQuantity", why)]


def test_blood_pressure_is_read_from_the_components_of_its_panel(read) -> None:
    parts = [
        {"code": concept(LOINC, "8480-6"), "valueQuantity": quantity(128, "mm[Hg]")},
        {"code": concept(LOINC, "8462-4"), "valueQuantity": quantity(82, "mm[Hg]")},
        {"code": concept(LOINC, "8478-0"), "valueQuantity": quantity(97, "mm[Hg]")},
    ]
    found = read(patient(), observation("85354-9", component=parts))
    assert (found.facts["resting_sbp"], found.facts["resting_dbp"]) == (128, 82)
    assert left(found) == [("entry[1].resource.component[2].code", "code_unknown")]
    assert {taken.check for taken in found.taken if "bp" in taken.what} == {"at_rest"}


def test_components_of_another_panel_are_not_taken_for_those_at_rest(read) -> None:
    parts = [{"code": concept(LOINC, "8480-6"), "valueQuantity": quantity(190, "mm[Hg]")}]
    found = read(patient(), observation("99999-9", component=parts))
    assert "resting_sbp" not in found.facts
    assert ("entry[1].resource.component", "unused") in left(found)


def test_the_newest_value_counts_and_older_ones_are_told(read) -> None:
    weights = [("2026-10-01", 99), ("2026-11-20", 97), ("2026-11", 98), ("2026-11-02", 96)]
    found = read(patient(), *(observation("29463-7", quantity(w, "kg"), on=d) for d, w in weights))
    # "2026-11" may be any day of the month, so also that of the newest: the two contradict.
    assert "weight_kg" not in found.facts
    found = read(
        patient(), *(observation("29463-7", quantity(w, "kg"), on=d) for d, w in weights[:2])
    )
    assert found.facts["weight_kg"] == 97
    assert left(found) == [("entry[1].resource", "older")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_day_after_is_newer(read, order) -> None:
    days = [("2026-11-30", 98), ("2026-12-01", 97)]
    records = [observation("29463-7", quantity(w, "kg"), on=d) for d, w in days]
    found = read(patient(), *(records[place] for place in order))
    assert found.facts["weight_kg"] == 97
    assert [why for _, why in left(found)] == ["older"]


@pytest.mark.parametrize("other", ["2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11"])
def test_a_day_without_an_hour_may_be_of_any_hour_of_it(read, other: str) -> None:
    one = observation("29463-7", quantity(98, "kg"), on="2026-11-20")
    found = read(patient(), one, observation("29463-7", quantity(97, "kg"), on=other))
    assert "weight_kg" not in found.facts


def test_the_hour_and_its_offset_decide_within_a_day(read) -> None:
    early = observation("29463-7", quantity(98, "kg"), on="2026-11-20T09:00:00+02:00")
    late = observation("29463-7", quantity(97, "kg"), on="2026-11-20T08:30:00Z")
    assert read(patient(), late, early).facts["weight_kg"] == 97


@pytest.mark.parametrize("values", [(98, 97), (98, 98)])
def test_two_values_of_one_moment_count_only_if_they_agree(read, values) -> None:
    found = read(patient(), *(observation("29463-7", quantity(v, "kg")) for v in values))
    whys = [why for _, why in left(found)]
    if values[0] == values[1]:
        assert found.facts["weight_kg"] == 98
        assert whys == ["again"]
    else:
        assert "weight_kg" not in found.facts
        assert whys == ["contradicted", "contradicted"]


@pytest.mark.parametrize(
    ("code", "value", "on", "why"),
    [
        ("29463-7", quantity(98, "kg"), "2025-11-30", "old"),
        ("29463-7", quantity(98, "kg"), "2026-12-02", "future"),
        ("29463-7", quantity(98, "kg"), None, "undated"),
        ("29463-7", quantity(98, "kg"), "yesterday", "undated"),
        ("8480-6", quantity(128, "mm[Hg]"), "2026-09-01", "old"),
        ("30525-0", quantity(46, "a"), "2026-11-30", "old"),
    ],
)
def test_what_changes_with_time_is_not_taken_from_another_time(read, code, value, on, why) -> None:
    found = read(patient(birthDate="1980"), observation(code, value, on=on))
    assert not set(found.facts) - {"age"} or "age" not in found.facts
    assert why in [each for _, each in left(found)]
    assert not {"weight_kg", "resting_sbp", "age"} & set(found.facts)


def test_a_height_without_a_date_is_taken(read) -> None:
    found = read(patient(), observation("8302-2", quantity(168, "cm"), on=None))
    assert found.facts["height_cm"] == 168


@pytest.mark.parametrize(
    "status", ["preliminary", "registered", "cancelled", "entered-in-error", "unknown"]
)
def test_only_final_observations_count(read, status: str) -> None:
    found = read(patient(), observation("29463-7", quantity(98, "kg"), status=status))
    assert "weight_kg" not in found.facts
    assert left(found) == [("entry[1].resource.status", "status")]


@pytest.mark.parametrize("status", ["amended", "corrected"])
def test_corrected_observations_count(read, status: str) -> None:
    found = read(patient(), observation("29463-7", quantity(98, "kg"), status=status))
    assert found.facts["weight_kg"] == 98


def answer(system: str, code: str) -> Json:
    return observation("72166-2", valueCodeableConcept=concept(system, code))


@pytest.mark.parametrize(
    ("system", "code", "wanted"),
    [
        (SNOMED, "266919005", {"cigarettes_per_day": 0}),
        (SNOMED, "8517006", {"cigarettes_per_day": 0}),
        (LOINC, "LA18978-9", {"cigarettes_per_day": 0}),
        (SNOMED, "449868002", {"smoker": True}),
        (SNOMED, "428041000124106", {}),
        (SNOMED, "266927001", {}),
        (LOINC, "266919005", {}),
    ],
)
def test_smoking_status_says_what_it_says_and_no_number(read, system, code, wanted) -> None:
    found = read(patient(), answer(system, code))
    assert {fact: value for fact, value in found.facts.items() if fact != "age"} == wanted
    if not wanted:
        assert found.left[0].why == "answer"
        assert "cigarettes_per_day" in found.left[0].asks


def test_days_and_minutes_of_one_day_make_minutes_a_week(read) -> None:
    days = observation("89555-7", quantity(3, "d/wk"))
    minutes = observation("68516-4", quantity(30, "min/d"))
    assert read(patient(), days, minutes).facts["active_minutes_week"] == 90
    other = observation("68516-4", quantity(30, "min/d"), on="2026-11-30")
    found = read(patient(), days, other)
    assert "active_minutes_week" not in found.facts
    assert [why for _, why in left(found)] == ["half", "half"]


def test_pain_counts_only_where_and_when_it_is_said_to_be(read) -> None:
    score = quantity(4, "{score}")
    back = {"bodySite": concept(SNOMED, "77568009")}
    knee = {"bodySite": concept(SNOMED, "72696002")}
    assert read(patient(), observation("72514-3", score, **back)).facts["pain_rest_now"] == 4
    for other in (observation("72514-3", score), observation("72514-3", score, **knee)):
        found = read(patient(), other)
        assert "pain_rest_now" not in found.facts
        assert found.left[0].why == "site"
    old = observation("72514-3", score, on="2026-11-30", **back)
    assert "pain_rest_now" not in read(patient(), old).facts


def test_two_sexes_on_record_leave_it_open(read) -> None:
    birth = observation("76689-9", on=None, valueCodeableConcept=concept(LOINC, "LA2-8"))
    assert "sex" not in read(patient(gender="female"), birth).facts
    assert read(patient(gender="male"), birth).facts["sex"] == "male"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("M54.31", [{"id": "sciatica", "side": "right"}]),
        ("M54.42", [{"id": "sciatica", "side": "left"}]),
        ("M17.0", [{"id": "knee_osteoarthritis", "side": "both"}]),
        ("I10", [{"id": "hypertension"}]),
        ("E11.65", [{"id": "diabetes_type2"}]),
        ("E11.42", [{"id": "diabetes_type2"}, {"id": "peripheral_neuropathy"}]),
        ("Z96.652", [{"id": "knee_replacement", "side": "left"}]),
    ],
)
def test_a_code_of_icd_10_cm_becomes_a_finding(read, code: str, wanted: list[Json]) -> None:
    found = read(patient(), condition(code))
    assert sorted(found.conditions, key=lambda c: c["id"]) == wanted
    assert found.left == ()


@pytest.mark.parametrize(
    ("code", "why", "names"),
    [
        ("M54.16", "which", {"sciatica", "femoral_radiculopathy"}),
        ("Z98.1", "which", {"lumbar_fusion_postop"}),
        ("E66.811", "near", {"height_cm", "weight_kg"}),
        ("Z79.01", "near", {"medications"}),
        ("F17.210", "near", {"cigarettes_per_day"}),
        ("S82.001A", "code_unknown", set()),
        ("M54.50", "onset", {"nslbp_acute", "nslbp_subacute", "nslbp_chronic"}),
    ],
)
def test_a_code_that_does_not_say_it_is_told_with_what_to_ask(read, code, why, names) -> None:
    found = read(patient(), condition(code))
    assert found.conditions == []
    (note,) = found.left
    assert (note.path, note.why, note.code) == ("entry[1].resource.code", why, code)
    assert {*note.may_mean, *note.asks} == names


@pytest.mark.parametrize(
    ("onset", "name"),
    [
        ("2026-11-30", "nslbp_acute"),
        ("2026-10-21", "nslbp_acute"),
        ("2026-10-20", "nslbp_subacute"),
        ("2026-09-09", "nslbp_subacute"),
        ("2026-09-08", "nslbp_chronic"),
        ("2026-09", None),
    ],
)
def test_back_pain_is_named_by_the_weeks_since_its_onset(read, onset, name) -> None:
    found = read(patient(), condition("M54.50", onsetDateTime=onset))
    assert [record["id"] for record in found.conditions] == ([name] if name else [])


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (condition("I10", clinical="inactive"), "not_active"),
        (condition("I10", clinical="resolved"), "not_active"),
        (condition("I10", clinical="remission"), "not_active"),
        (condition("I10", clinical=None), "no_status"),
        (condition("I10", clinicalStatus={"text": "active"}, clinical=None), "no_status"),
        (condition("I10", verificationStatus=concept(VERIFIED, "refuted")), "not_confirmed"),
        (condition("I10", verificationStatus=concept(VERIFIED, "differential")), "not_confirmed"),
        (condition("I10", verificationStatus=concept(VERIFIED, "provisional")), "not_confirmed"),
        (
            condition(
                "I10", clinical=None, verificationStatus=concept(VERIFIED, "entered-in-error")
            ),
            "not_confirmed",
        ),
        (condition("I10", abatementDateTime="2026-01-01"), "ended"),
        (condition("I10", abatementBoolean=True), "ended"),
        (condition("I10", subject={"reference": "Patient/q"}), "another"),
        (condition("I10", subject={"reference": "RelatedPerson/p"}), "another"),
        (condition("I10", modifierExtension=[{"url": "urn:x"}]), "changed"),
        (condition("I10", implicitRules="urn:x"), "changed"),
        (condition(None), "no_code"),
        (condition(None, code={"text": "high blood pressure"}), "no_code"),
        (condition(None, code=concept(SNOMED, "38341003")), "no_icd"),
        (condition(None, code=concept("http://hl7.org/fhir/sid/icd-10", "I10")), "no_icd"),
    ],
)
def test_what_is_not_on_record_as_present_is_never_taken(read, record: Json, why: str) -> None:
    found = read(patient(), record)
    assert found.conditions == []
    assert [each for _, each in left(found)] == [why]


@pytest.mark.parametrize("clinical", ["active", "recurrence", "relapse"])
def test_what_is_present_is_taken(read, clinical: str) -> None:
    record = condition("I10", clinical=clinical, verificationStatus=concept(VERIFIED, "confirmed"))
    assert read(patient(), record).conditions == [{"id": "hypertension"}]


def test_two_records_of_one_finding_are_joined_and_a_difference_is_left_open(read) -> None:
    found = read(
        patient(),
        condition("M54.31", onsetDateTime="2026-11-01"),
        condition("M54.32", onsetDateTime="2026-11-20"),
    )
    assert found.conditions == [{"id": "sciatica", "side": "both"}]
    assert [why for _, why in left(found)] == ["contradicted", "contradicted"]
    found = read(patient(), condition("M54.31", onsetDateTime=DAY), condition("M54.30"))
    assert found.conditions == [{"id": "sciatica", "side": "right", "since": DAY}]


def test_every_part_that_is_not_needed_is_told(read) -> None:
    record = condition("I10", severity={"text": "mild"}, bodySite=[{"text": "arm"}], note=[])
    found = read(patient(), record, {"resourceType": "Procedure"})
    assert sorted(left(found)) == [
        ("entry[1].resource.bodySite", "unused"),
        ("entry[1].resource.note", "unused"),
        ("entry[1].resource.severity", "unused"),
        ("entry[2].resource", "kind"),
    ]


def test_a_record_that_names_nobody_is_of_the_only_patient_and_told(read) -> None:
    record = observation("8302-2", quantity(168, "cm"))
    del record["subject"]
    found = read(patient(), record)
    assert found.facts["height_cm"] == 168
    assert left(found) == [("entry[1].resource.subject", "check_whose")]
    assert read(record).facts == {}


def test_the_person_is_known_by_every_form_of_reference(read, tmp_path: Path) -> None:
    for reference in ("Patient/p", "http://example.org/fhir/Patient/p", "Patient/p/_history/3"):
        record = observation("8302-2", quantity(168, "cm"), subject={"reference": reference})
        assert read(patient(), record).facts["height_cm"] == 168
    content = bundle(
        patient(), observation("8302-2", quantity(1.7, "m"), subject={"reference": "urn:uuid:1"})
    )
    content["entry"][0]["fullUrl"] = "urn:uuid:1"
    found = read_bundle(written(content, tmp_path), CATALOG, CODES, ON)
    assert found.facts["height_cm"] == 170


def test_without_a_patient_the_first_person_named_is_meant(read) -> None:
    one = observation("8302-2", quantity(168, "cm"), subject={"reference": "Patient/a"})
    other = observation("29463-7", quantity(98, "kg"), subject={"reference": "Patient/b"})
    found = read(one, other)
    assert found.facts == {"height_cm": 168}
    assert left(found) == [("entry[1].resource.subject", "another")]


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, dt.date(2026, 11, 20)),
        ({"timestamp": "2026-11-30T23:00:00-05:00"}, dt.date(2026, 11, 30)),
    ],
)
def test_the_day_is_the_newest_of_the_bundle_where_nobody_names_one(read, fields, day) -> None:
    found = read(
        patient(),
        observation("29463-7", quantity(98, "kg"), on="2026-11-20"),
        condition("I10", recordedDate="2026-10-01"),
        on=None,
        **fields,
    )
    assert found.assessed_on == day
    assert not found.is_day_given


def test_without_any_date_age_stays_unknown(read) -> None:
    found = read(patient(), on=None)
    assert found.facts == {}
    assert left(found) == [("entry[0].resource.birthDate", "undated")]


def test_two_patients_are_refused_with_the_path(read) -> None:
    with pytest.raises(BadInput, match=r"entry\[1\].resource: an intake is of one person"):
        read(patient(), patient(id="q"))


def test_clinical_status_of_another_system_does_not_count(read) -> None:
    record = condition("I10", clinical=None, clinicalStatus=concept("urn:x", "active"))
    assert read(patient(), record).conditions == []
    record = condition("I10", clinical=None, clinicalStatus=concept(CLINICAL, "active"))
    assert read(patient(), record).conditions == [{"id": "hypertension"}]


def test_two_codes_of_one_record_are_both_taken(read) -> None:
    record = condition(None, code=concept(ICD, "I10", "M54.31"))
    ids = [each["id"] for each in read(patient(), record).conditions]
    assert ids == ["hypertension", "sciatica"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026", 365),
        ("2024-02", 29),
        ("2026-12", 31),
        ("2026-12-01", 1),
        ("2026-12-01T08:00:00", 1),
        ("2026-12-01T08:00:00Z", 0),
    ],
)
def test_a_date_covers_the_time_that_it_leaves_open(text: str, days: int) -> None:
    found = when(text)
    assert found is not None
    assert (found.last - found.first).days == days


@pytest.mark.parametrize(
    "text", ["", "1899", "2026-02-30", "2026-00", "9999-12-31", "soon", "２０２６"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert when(text) is None


def test_an_observation_about_something_else_than_its_subject_is_left(read) -> None:
    record = observation("29463-7", quantity(3, "kg"), focus=[{"reference": "Patient/child"}])
    found = read(patient(), record)
    assert found.facts == {"age": 46}
    assert left(found) == [("entry[1].resource.focus", "another")]


def test_a_component_that_something_may_turn_round_is_left(read) -> None:
    part = {
        "code": concept(LOINC, "8480-6"),
        "valueQuantity": quantity(128, "mm[Hg]"),
        "modifierExtension": [{"url": "urn:x"}],
    }
    found = read(patient(), observation("85354-9", component=[part]))
    assert found.facts == {"age": 46}
    assert left(found) == [("entry[1].resource.component[0]", "changed")]


def test_two_answers_in_one_leave_it_open(read) -> None:
    both = concept(SNOMED, "266919005", "449868002")
    found = read(patient(), observation("72166-2", valueCodeableConcept=both))
    assert found.facts == {"age": 46}
    assert [why for _, why in left(found)] == ["answer"]


@pytest.mark.parametrize("code", ["M54.319", "I25.101", "I1"])
def test_a_code_that_only_begins_like_a_listed_one_is_not_that_one(read, code: str) -> None:
    found = read(patient(), condition(code))
    assert found.conditions == []
    assert [why for _, why in left(found)] == ["code_unknown"]


def test_a_checklist_answered_twice_on_one_day_is_taken_once(read) -> None:
    group = next(iter(CATALOG.screening_groups))
    words = positive_words(group, CATALOG)
    listed = [{"code": concept(TICK, word), "valueBoolean": False} for word in words]
    record = observation("x", code=concept(CHECKLIST, group), component=listed)
    found = read(patient(), record, record)
    assert found.screened == {group: {"date": DAY, "positive": []}}
    assert left(found) == [("entry[2].resource", "again")]
    ticked = [{**listed[0], "valueBoolean": True}, *listed[1:]]
    other = observation("x", code=concept(CHECKLIST, group), component=ticked)
    found = read(patient(), record, other)
    assert found.screened == {}
    assert [why for _, why in left(found)] == ["contradicted", "contradicted"]
    newer = observation("x", on="2026-11-30", code=concept(CHECKLIST, group), component=ticked)
    found = read(patient(), newer, record)
    assert found.screened == {group: {"date": DAY, "positive": []}}
    assert [taken.path for taken in found.taken if taken.what == group] == ["entry[2].resource"]
    short = observation("x", code=concept(CHECKLIST, group), component=listed[1:])
    assert read(patient(), short).screened == {}
