"""One person of a cohort: rows of a plan, and faults that stay with the person."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pyarrow.parquet
import pytest

from planner.cohort.columns import TABLES, joined, parted
from planner.cohort.one import DEFECT, Result, Settings, made_with, planned
from planner.cohort.tables import tables
from planner.errors import BadCatalog
from planner.export.json import read_plan
from planner.knowledge import template_files
from planner.workflow import plan as plans
from tests.support.cohorts import intake, person

SETTINGS = Settings("quick", None, None, True, made_with(None))


@cache
def good() -> Result:
    return planned(person(7, json.dumps(intake("short_leg_gardener", "ana"))), SETTINGS)


def test_rows_say_what_the_plan_says(tmp_path: Path) -> None:
    found = good()
    (tmp_path / "plan.json").write_bytes(found.files["plan.json"])
    plan = read_plan(tmp_path / "plan.json")
    assert set(found.files) == {"plan.json", "plan.ics"}
    row = found.status
    assert (row["number"], row["id"], row["exit_code"], row["weeks"]) == (7, "ana", 0, 1)
    assert row["shortfall"] == plan.objective[0].value
    assert row["minutes"] == sum(plan.weeks[0].minutes.values()) > 0
    assert [r["session"] for r in found.sessions] == [s.key for s in plan.sessions]
    in_sessions = [r for r in found.items if "order" in r]
    assert [(r["session"], r["activity"], r["minutes"]) for r in in_sessions] == [
        (s.key, item.activity, item.minutes) for s in plan.sessions for item in s.items
    ]
    assert len(found.items) - len(in_sessions) == len(plan.all_day)
    assert len(found.exclusions) == len(plan.excluded)
    assert sum(r["items"] for r in found.sessions) == len(in_sessions)
    assert all(0 < r["minutes"] < 120 for r in found.sessions)
    assert {r["number"] for r in (*found.sessions, *found.items, *found.exclusions)} == {7}


def test_every_column_of_a_row_has_a_place() -> None:
    for name in ("sessions", "items", "exclusions"):
        for row in getattr(good(), name):
            assert set(row) <= set(TABLES[name].columns), name
    assert set(good().status) == set(TABLES["statuses"].columns)
    assert tables([good()]) == tables([good()])


def test_every_column_is_flat() -> None:
    for name, data in tables([good()]).items():
        schema = pyarrow.parquet.read_schema(io.BytesIO(data))
        assert schema.names == list(TABLES[name].columns)
        assert not [field for field in schema if pyarrow.types.is_nested(field.type)], name


def test_rules_of_an_exclusion_are_one_value_that_comes_apart_again(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(good().files["plan.json"])
    plan = read_plan(tmp_path / "plan.json")
    assert [parted(row["rules"]) for row in good().exclusions] == [
        list(each.rules) for each in plan.excluded
    ]
    assert any(len(each.rules) > 1 for each in plan.excluded)
    assert parted(joined(())) == parted(None) == []


def test_a_referral_has_its_text_and_no_plan() -> None:
    found = planned(person(1, json.dumps(intake("red_flag_numb_saddle", "ben"))), SETTINGS)
    assert (found.status["exit_code"], found.status["id"]) == (12, "ben")
    assert found.status["message"] in found.files["referral.txt"].decode()
    assert not found.sessions
    assert "plan.json" not in found.files


@pytest.mark.parametrize("text", ["", "[]", "{", '{"id": 1}', "\0", "- a\n- b", '"x"', "null"])
def test_whatever_is_no_intake_is_bad_input(text: str) -> None:
    found = planned(person(3, text), SETTINGS)
    assert found.status["exit_code"] == 10
    assert "people.jsonl:3" in found.status["message"]
    assert "id" not in found.status


def test_an_unforeseen_error_is_one_persons_and_says_no_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("canary")

    monkeypatch.setattr(plans, "plan_of", broken)
    found = planned(person(1, "{}"), SETTINGS)
    assert found.status["exit_code"] == DEFECT
    assert "KeyError" in found.status["message"]
    assert "canary" not in found.status["message"]


def test_what_plans_are_made_with_tells_a_changed_template(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = template_files()["general_low_back"].read_text("utf-8")
    own.write_text(text.replace("id: general_low_back", "id: own", 1), encoding="utf-8")
    before = made_with(None, str(own))
    assert before.startswith(made_with(None))
    assert made_with(None, str(own)) == before
    own.write_text(own.read_text("utf-8") + "# another\n", encoding="utf-8")
    assert made_with(None, str(own)) != before
    with pytest.raises(BadCatalog, match="--template"):
        made_with(None, "generl_low_back")
