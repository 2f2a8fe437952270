"""The schemas accept what the readers accept, refuse what they refuse, and explain every key."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from planner.documents import Document, load_yaml
from planner.errors import FileError
from planner.export.json import to_json
from planner.intake import read, read_document
from planner.knowledge import load_catalog, load_template, template_files
from planner.workflow.schema import KINDS, make_schema
from planner.workflow.template.new import new_template
from tests.support.sample_plan import sample_plan

ROOT = Path(__file__).parents[4]
CATALOG = load_catalog()
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(make_schema(kind, None))


def faults(kind: str, data: Any) -> list[str]:
    return [error.json_path for error in validator(kind).iter_errors(data)]


def records(schema: Any) -> list[dict[str, Any]]:
    """Every object of a schema that names its keys."""
    found = []
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "additionalProperties" in schema:
            found.append(schema)
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            found += records(inner)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_every_key_has_a_hover_text(kind: str) -> None:
    schema = make_schema(kind, None)
    Draft202012Validator.check_schema(schema)
    found = records(schema)
    assert len(found) >= 7
    for record in found:
        assert record["additionalProperties"] is not True
        for key, inner in record["properties"].items():
            assert len(inner.get("description", "")) > 3, key


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_an_intake(path: Path) -> None:
    assert not faults("intake", load_yaml(path).data)


@pytest.mark.parametrize("ref", template_files())
def test_every_template_fits(ref: str) -> None:
    assert not faults("template", load_yaml(template_files()[ref]).data)


def test_new_templates_fit_and_name_the_schema(tmp_path: Path) -> None:
    for extends in (True, False):
        path = tmp_path / f"own_{extends}.yaml".lower()
        new_template("general_low_back", path, "me", extends=extends, catalog_dir=None)
        assert not faults("template", load_yaml(path).data)


def test_a_plan_fits() -> None:
    assert not faults("plan", msgspec.json.decode(to_json(sample_plan())))


def changed(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    found = copy.deepcopy(data)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return found


BROKEN_INTAKES: list[tuple[tuple[str | int, ...], Any]] = [
    (("format",), "intake/2"),
    (("id",), "a/b"),
    (("plan",), ...),
    (("availability",), ...),
    (("plan", "weeks"), 0),
    (("plan", "weeks"), 53),
    (("plan", "start"), "7.12.2026"),
    (("plan", "strat"), "2026-12-07"),
    (("facts", "age"), "old"),
    (("facts", "age"), None),
    (("facts", "sex"), "femal"),
    (("facts", "heigth_cm"), 170),
    (("availability", 0, "from"), "25:00"),
    (("availability", 0, "days"), ["monday"]),
    (("availability", 0, "dates"), ["2026-12-08"]),
    (("conditions", 0, "id"), "sciatika"),
    (("conditions", 0, "stage"), "nonsense"),
    (("conditions", 0, "side"), "middle"),
    (("equipment",), ["matt"]),
    (("goals",), ["get_rich"]),
    (("wake",), "soon"),
    (("away",), [{"from": "2027-01-01", "to": "2027-01-02", "kind": "work"}]),
    (("busy",), [{"from": "2027-01-01", "to": "2027-01-02T10:00"}]),
    (("screened", "red_flags", "positive"), ["everything"]),
    (("overrides",), [{"rule": "cr_999", "by": "person", "reason": "no"}]),
    (("criteria",), [{"id": "sciatica_settled"}]),
]


@pytest.mark.parametrize(("path", "value"), BROKEN_INTAKES, ids=str)
def test_schema_and_reader_refuse_the_same_intakes(path: tuple[str | int, ...], value: Any) -> None:
    data = load_yaml(ROOT / "examples" / "desk_worker_sciatica.yaml").data
    broken = changed(data, path, value)
    assert faults("intake", broken)
    with pytest.raises(FileError):
        read_document(Document(broken, "x", {(): 1}), CATALOG)


BROKEN_TEMPLATES: list[tuple[tuple[str | int, ...], Any]] = [
    (("id",), ...),
    (("phases",), ...),
    (("wekes",), 12),
    (("weeks",), "twelve"),
    (("sha256",), "0" * 64),
    (("without",), ["build"]),
    (("suits",), ["backache"]),
    (("sources",), ["george"]),
    (("evidence",), "sure"),
    (("warm_up",), ["squat"]),
    (("retest_weeks",), {"nrps": [1]}),
    (("caps", "items_per_session"), ...),
    (("phases", 0, "include"), ["wlak"]),
    (("phases", 0, "weeks"), [1]),
    (("phases", 0, "opens_when"), "soon"),
    (("phases", 0, "targets", "enduranse"), {"unit": "minutes", "goal": [60]}),
    (("phases", 0, "targets", "endurance", "unit"), "hours"),
    (("phases", 0, "targets", "endurance", "goal"), 60),
    (("once", 0, "activity"), "assess_nothing"),
    (("once", 2, "unlocks"), ["nothing"]),
    (("daily", 0, "when"), {"conditon": "smoker"}),
]


@pytest.mark.parametrize(("path", "value"), BROKEN_TEMPLATES, ids=str)
def test_schema_and_reader_refuse_the_same_templates(
    tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    data = load_yaml(template_files()["general_low_back"]).data
    broken = changed(data, path, value)
    assert faults("template", broken)
    file = tmp_path / "general_low_back.yaml"
    file.write_bytes(msgspec.json.encode(broken))
    with pytest.raises(FileError):
        load_template(str(file), CATALOG)


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        ({}, True),
        ({"caps": {"items_per_session": 6}, "retest_weeks": {"waist": None}}, True),
        ({"phases": [{"id": "build", "targets": {"balance": None}}]}, True),
        ({"phases": [{"targets": {}}]}, False),
        ({"caps": {"items": 6}}, False),
        ({"author": None}, False),
        ({"phases": [{"id": "build", "targets": {"strength": {"goals": [3]}}}]}, False),
    ],
)
def test_one_that_extends_another_may_be_short(body: dict[str, Any], fits: bool) -> None:
    own = {
        "id": "own", "version": "1", "name": "Own", "author": "me",
        "reviewed_on": "2026-11-24", "extends": "general_low_back",
    }  # fmt: skip
    assert (not faults("template", {**own, **body})) is fits


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        ({}, True),
        ({"sessions": [{"key": "w01-a", "done": "full", "rpe": 4}]}, True),
        ({"red_flags": []}, True),
        ({"sessions": [{"key": "w01-a", "done": "half"}]}, False),
        ({"sessions": [{"done": "full"}]}, False),
        ({"sessions": [{"key": "w01-a", "done": "full", "rpe": 11}]}, False),
        ({"retests": [{"measure": "nrps", "value": 3}]}, False),
        ({"red_flags": ["everything"]}, False),
    ],
)
def test_check_ins(body: dict[str, Any], fits: bool) -> None:
    data = {"format": "checkin/1", "date": "2026-12-14", **body}
    assert (not faults("checkin", data)) is fits


@pytest.mark.parametrize(
    ("path", "value"),
    [(("status",), "best"), (("sessions", 0, "kye"), "x"), (("revision",), "one"),
     (("request",), ...)],
)  # fmt: skip
def test_a_broken_plan_does_not_fit(path: tuple[str | int, ...], value: Any) -> None:
    data = msgspec.json.decode(to_json(sample_plan()))
    assert faults("plan", changed(data, path, value))


def test_every_hover_text_is_used() -> None:
    shown: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            shown.add(str(schema.get("description")))
            for inner in schema.values():
                collect(inner)
        elif isinstance(schema, list):
            for inner in schema:
                collect(inner)

    for kind in KINDS:
        collect(make_schema(kind, None))
    unused = {key for key, text in CATALOG.texts["fields"].items() if text not in shown}
    assert not unused


def test_an_intake_has_the_keys_of_its_reader() -> None:
    assert set(make_schema("intake", None)["properties"]) == {*read._HEAD, *read._PARTS}
