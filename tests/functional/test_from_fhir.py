"""`planner intake from-fhir` as people and scripts use it."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.process import environment, planner
from tests.support.records import (
    LOINC,
    Json,
    bundle,
    concept,
    condition,
    observation,
    patient,
    quantity,
    written,
)

RECORD = bundle(
    patient(gender="female", name=[{"family": "Nobody", "text": "\x1b[31mred"}]),
    condition("M54.32", onsetDateTime="2026-11-20", id="c1"),
    condition("I10", clinical="resolved", id="c2"),
    observation("29463-7", quantity(176, "[lb_av]"), id="w1"),
    observation("29463-7", quantity(90, "kg"), on="2026-01-01", id="w0"),
    observation("8302-2", quantity(168, "cm"), id="h"),
    {"resourceType": "Procedure", "id": "op"},
)
ASSESSED = "2026-12-01"


def run(folder: Path, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return planner("intake", "from-fhir", *arguments, cwd=folder, env=environment(**env))


def draft(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def test_a_draft_holds_what_is_certain_and_says_the_rest(tmp_path: Path) -> None:
    done = run(tmp_path, written(RECORD, tmp_path), "-o", "jana.yaml")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "jana.yaml"
    assert draft(file) == {
        "format": "intake/1",
        "id": "jana",
        "assessed_on": ASSESSED,
        "facts": {"age": 46, "sex": "female", "height_cm": 168, "weight_kg": 79.832},
        "conditions": [{"id": "sciatica", "side": "left", "since": "2026-11-20"}],
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for said in (
        "weight_kg: 79.832 (Observation/w1, 2026-12-01)",
        "Observation/w0 entry[4].resource: older than the one that was taken; ask: weight_kg",
        "Condition/c2 entry[2].resource.clinicalStatus: not present now (resolved)",
        "Procedure/op entry[6].resource: this kind of record is not read",
        "Patient/p entry[0].resource.name: not needed for an intake",
        "plan: start, weeks and time zone",
    ):
        assert said in done.stdout
    told = file.read_text("utf-8")
    assert "#   weight_kg: Observation/w1, 2026-12-01" in told
    assert "# " + "  nerve_emergency" in told
    for text in (done.stdout, done.stderr, told):
        assert "Nobody" not in text


def test_the_same_as_json(tmp_path: Path) -> None:
    done = run(tmp_path, written(RECORD, tmp_path), "--json")
    made = json.loads(done.stdout)
    assert made["file"] == "intake.yaml"
    assert (tmp_path / "intake.yaml").is_file()
    assert [each["what"] for each in made["taken"]] == [
        *("age", "sex", "weight_kg", "height_cm", "sciatica"),
    ]
    assert {each["path"]: each["why"] for each in made["not_taken"]} == {
        "entry[0].resource.name": "unused",
        "entry[2].resource.clinicalStatus": "not_active",
        "entry[4].resource": "older",
        "entry[6].resource": "kind",
    }
    assert all(each["reason"] for each in made["not_taken"])
    assert made["missing"] == ["plan", "availability"]
    assert "nerve_emergency" in {each["id"] for each in made["questions"]}
    assert made["contradictions"] == []


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    record = written(RECORD, tmp_path)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert run(tmp_path / folder, record, "-o", "x.yaml").returncode == 0
    assert (tmp_path / "a/x.yaml").read_bytes() == (tmp_path / "b/x.yaml").read_bytes()


def test_a_draft_completed_by_hand_is_an_intake(tmp_path: Path) -> None:
    run(tmp_path, written(RECORD, tmp_path), "-o", "jana.yaml")
    file = tmp_path / "jana.yaml"
    done = planner("intake", "check", file)
    assert done.returncode == 10
    assert "'plan' is missing" in done.stderr
    assert "'availability' is missing" in done.stderr
    more = "plan: {start: 2026-12-07, weeks: 4, timezone: UTC}\navailability: []\n"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    done = planner("intake", "check", file)
    assert done.returncode == 0, done.stderr


def test_the_planner_asks_the_rest_and_never_again_what_it_knows(tmp_path: Path) -> None:
    run(tmp_path, written(RECORD, tmp_path), "-o", "jana.yaml")
    new = ("intake", "new", "--resume", "jana.yaml", "-o", "whole.yaml")
    answers = b"2026-12-07\n4\nEurope/Berlin\nmon-fri 07:00-07:40\n0\n"
    done = planner(*new, given=answers, cwd=tmp_path)
    assert done.returncode == 130
    assert "How old" not in done.stderr
    assert "What do you weigh" not in done.stderr
    assert (tmp_path / "jana.yaml").is_file()
    kept = yaml.safe_load((tmp_path / "whole.yaml.progress").read_text("utf-8"))["content"]
    assert kept["plan"]["timezone"] == "Europe/Berlin"
    assert kept["conditions"][0]["id"] == "sciatica"
    assert kept["facts"]["weight_kg"] == 79.832


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "intake.yaml"
    file.write_text("mine", "utf-8")
    done = run(tmp_path, written(RECORD, tmp_path))
    assert done.returncode == 10
    assert "exists already" in done.stderr
    assert file.read_text("utf-8") == "mine"


def test_it_speaks_spanish(tmp_path: Path) -> None:
    done = run(tmp_path, written(RECORD, tmp_path), "--language", "es")
    assert "este tipo de registro no se lee" in done.stdout
    assert draft(tmp_path / "intake.yaml")["person"] == {"language": "es"}


def test_contradictions_are_told_and_the_draft_is_written(tmp_path: Path) -> None:
    daily = observation("72166-2", valueCodeableConcept=concept(LOINC, "LA18976-3"))
    none = observation("63640-7", quantity(0, "/d"))
    done = run(tmp_path, written(bundle(patient(), daily, none), tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["contradictions"]
    assert draft(tmp_path / "intake.yaml")["facts"]["cigarettes_per_day"] == 0


def deep(levels: int) -> str:
    return '{"resourceType":"Bundle","entry":' + "[" * levels + "]" * levels + "}"


def with_part(name: str, value: object, kind: str = "Observation") -> Json:
    whole = {"Observation": observation("8302-2", id="o"), "Condition": condition("I10")}[kind]
    return bundle(patient(), {**whole, name: value})


BROKEN: dict[str, tuple[object, str]] = {
    "empty": ("", "no valid JSON"),
    "no JSON": ("hello", ":1: no valid JSON"),
    "half of one": ('{"resourceType": "Bundle", "entry": [', "no valid JSON"),
    "a list": ([], "a Bundle is needed"),
    "a number": (7, "a Bundle is needed"),
    "a patient": (patient(), "this is a resource 'Patient'; a Bundle is needed"),
    "a kind that is no text": ({"resourceType": ["Bundle"]}, "a Bundle is needed"),
    "deep": (deep(5000), "nested deeper than 40 levels"),
    "very deep": (deep(200_000), "nested deeper than 40 levels"),
    "entry is an object": ({"resourceType": "Bundle", "entry": {}}, "entry: a list is needed"),
    "entry holds a word": (
        {"resourceType": "Bundle", "entry": ["x"]},
        "entry[0]: an object is needed",
    ),
    "resource is a word": (
        {"resourceType": "Bundle", "entry": [{"resource": "x"}]},
        "entry[0].resource: a resource with a resourceType",
    ),
    "no kind": (bundle({"id": "a"}), "entry[0].resource: a resource with a resourceType"),
    "ids twice": (bundle(patient(), patient()), "entry[1].resource.id: the same id stands at"),
    "two people": (bundle(patient(), patient(id="q")), "an intake is of one person"),
    "code is a word": (with_part("code", "8302-2"), "entry[1].resource.code: a mapping"),
    "no code": (
        bundle({"resourceType": "Observation", "status": "final"}),
        "entry[0].resource: the key 'code' is missing",
    ),
    "value is a word": (
        with_part("valueQuantity", {"value": "168"}),
        "entry[1].resource.valueQuantity.value: a number is needed here",
    ),
    "value is a claim": (
        with_part("valueQuantity", {"value": True}),
        "entry[1].resource.valueQuantity.value: a number is needed here",
    ),
    "date is a number": (
        with_part("effectiveDateTime", 20261201),
        "entry[1].resource.effectiveDateTime: a text is needed here",
    ),
    "status is a list": (
        with_part("clinicalStatus", [], "Condition"),
        "entry[1].resource.clinicalStatus: a mapping",
    ),
    "subject is a word": (with_part("subject", "p"), "entry[1].resource.subject: a mapping"),
    "a key twice": ('{"resourceType": "Bundle", "type": 1, "type": 2}', "'type' stands twice"),
    "not a number": ('{"resourceType": "Bundle", "total": NaN}', "NaN is no number"),
    "huge": (" " * (17 * 1024 * 1024), "larger than 16 MB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_refused_with_its_path(name: str, tmp_path: Path) -> None:
    content, says = BROKEN[name]
    done = run(tmp_path, written(content, tmp_path))
    assert done.returncode == 10, done.stderr
    assert says in done.stderr
    assert "record.json" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "intake.yaml").exists()


def test_ids_of_a_record_cannot_steer_the_draft(tmp_path: Path) -> None:
    record = observation("8302-2", quantity(168, "cm"), id="x\nfacts: {age: 99}")
    unit = observation("29463-7", quantity(98, "kg\nnext"), id="../../etc/passwd")
    done = run(tmp_path, written(bundle(patient(), record, unit), tmp_path))
    assert done.returncode == 0, done.stderr
    assert draft(tmp_path / "intake.yaml")["facts"] == {"age": 46, "height_cm": 168}
    assert "passwd" not in done.stdout
    assert "\nnext" not in done.stdout


MANY = 20_000
# One for each way in which a record could take a time that grows faster than it does.
LARGE: dict[str, Callable[[int], Json]] = {
    "days": lambda n: observation("29463-7", quantity(60, "kg"), on=f"20{n % 26:02d}-01-01"),
    "one moment": lambda n: observation("29463-7", quantity(60, "kg"), id=f"w{n}"),
    "halves": lambda n: observation(
        "89555-7" if n % 2 else "68516-4",
        quantity(3, "d/wk" if n % 2 else "min/d"),
        on=f"{1950 + n % 70}-0{1 + n % 9}-{10 + n % 17}",
    ),
    "one finding": lambda n: condition("I10", onsetDateTime=f"{1950 + n % 70}-01-01"),
    "unknown": lambda n: {"resourceType": "Procedure", "id": f"x{n}"},
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_record_takes_time_in_step_with_its_size(kind: str, tmp_path: Path) -> None:
    record = written(bundle(patient(), *map(LARGE[kind], range(MANY))), tmp_path)
    done = run(tmp_path, record, "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["not_taken"]) > MANY / 2 - 1000


def test_from_standard_input(tmp_path: Path) -> None:
    text = json.dumps(RECORD).encode()
    done = planner("intake", "from-fhir", "-", "-o", "a.yaml", given=text, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert draft(tmp_path / "a.yaml")["id"] == "a"
