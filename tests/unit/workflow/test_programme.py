"""What a programme begins with, and what counts after corrections."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.documents import parse_yaml
from planner.domain.intake import Override
from planner.errors import BadInput, StoreError
from planner.intake.read import read_document
from planner.store import Kind, Record
from planner.workflow.programme.history import History, as_json, data_as_json, override_entries
from planner.workflow.programme.new import first_entries
from planner.workflow.programme.progress import compared, smallest_change
from tests.support.people import CATALOG, intake
from tests.support.stored import EXAMPLE, plan_of_example

FIRST, LAST = dt.date(2026, 12, 1), dt.date(2027, 1, 1)


def record(number: int, kind: Kind, body: str = "{}", **changes: object) -> Record:
    fields = {"replaces": None, "cause": None, **changes}
    return Record(number=number, kind=kind, dated="2026-12-13", by="person",
                  reason="", body=body, seal="", **fields)  # fmt: skip


def test_an_override_is_kept_with_who_and_why() -> None:
    person = intake(overrides=(Override(rule="cr_127", by="podiatrist", reason="declines them"),))
    (entry,) = override_entries(person)
    assert (entry.kind, entry.by, entry.reason) == (Kind.OVERRIDE, "podiatrist", "declines them")
    assert entry.body == '{"rule":"cr_127"}'


def test_the_intake_that_is_kept_reads_as_the_file_did() -> None:
    document = parse_yaml(EXAMPLE.read_bytes(), "file.yaml")
    person = read_document(document, CATALOG)
    entries = first_entries(document, person, plan_of_example(), CATALOG, "person")
    assert [entry.kind for entry in entries] == [
        Kind.INTAKE, Kind.PLAN, Kind.CALENDAR, Kind.STATE,
    ]  # fmt: skip
    history = History("p", [record(1, Kind.INTAKE, entries[0].body)])
    assert history.intake(CATALOG) == person
    plan = History("p", [record(1, Kind.PLAN, entries[1].body)]).plan
    assert plan == plan_of_example()


def test_a_number_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(BadInput, match="not finite"):
        data_as_json(parse_yaml(b"x: .inf\n", "file.yaml"))


def test_what_a_check_in_brought_about_falls_with_it_but_a_stop_stands() -> None:
    history = History("p", [
        record(1, Kind.CHECK_IN), record(2, Kind.RETEST, cause=1), record(3, Kind.DECISION, cause=1),
        record(4, Kind.STATE, cause=1), record(5, Kind.CALENDAR, cause=1),
        record(6, Kind.CHECK_IN, replaces=1), record(7, Kind.DECISION, cause=6),
        record(8, Kind.WITHDRAWAL, replaces=6),
    ])  # fmt: skip
    assert history.replaced == {1, 2, 3, 6, 7}
    assert history.current(Kind.CHECK_IN) == ()
    assert len(history.of(Kind.CHECK_IN)) == 2


def test_what_is_missing_or_of_a_newer_planner_is_said() -> None:
    with pytest.raises(StoreError, match="holds no plan"):
        _ = History("p", []).plan
    with pytest.raises(StoreError, match=r"record 1 \(plan\) is not what this planner can read"):
        _ = History("p", [record(1, Kind.PLAN, as_json({"format": "plan/9"}))]).plan


@pytest.mark.parametrize(("row", "first", "smallest"), [
    ({"mcid": {"points": 2, "percent": 30}, "mdc": {"points": 2}}, 5, 2),
    ({"mcid": {"percent": 5}, "mdc": {"kg": 1.0}}, 100, 5),
    ({"mcid": {"percent": 5}, "mdc": {"kg": 1.0}}, 10, 1),
    ({"mcid": {"points": 2}, "mdc": {"points": 2.5}}, 10, 2.5),
    ({"mcid": None, "mdc": None}, 10, None),
])  # fmt: skip
def test_the_larger_of_what_matters_and_what_is_no_chance(row, first, smallest) -> None:
    assert smallest_change(row, first) == smallest


@pytest.mark.parametrize(("better", "latest", "verdict"), [
    ("lower", 3, "better"), ("lower", 3.1, "no change that matters"), ("lower", 7, "worse"),
    ("higher", 7, "better"), ("higher", 3, "worse"), ("context", 9, "unknown"),
])  # fmt: skip
def test_a_change_counts_from_the_smallest_that_matters(better, latest, verdict) -> None:
    row = {"id": "x", "name": "X", "better": better, "mcid": {"points": 2}, "mdc": None}
    assert compared(row, [(FIRST, 5.0), (LAST, latest)]).verdict == verdict


def test_the_plan_stands_beside_the_intake_that_it_was_made_from() -> None:
    document = parse_yaml(EXAMPLE.read_bytes(), "file.yaml")
    first = data_as_json(document)
    later = first.replace('"weight_kg":72', '"weight_kg":71')
    plan = as_json(plan_of_example())
    history = History("p", [
        record(1, Kind.INTAKE, first), record(2, Kind.PLAN, plan), record(3, Kind.INTAKE, later),
    ])  # fmt: skip
    assert history.intake(CATALOG).facts["weight_kg"] == 71
    assert history.intake_of_plan(CATALOG).facts["weight_kg"] == 72
