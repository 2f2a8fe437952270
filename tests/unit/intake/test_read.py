"""Good intakes: what is accepted, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from planner.errors import BadInput
from planner.intake import read_intake

CONTRACT = "tests/data/contract_intake.yaml"


def test_the_intake_of_the_contract_is_accepted_word_for_word(root, catalog):
    intake = read_intake(root / CONTRACT, catalog)
    assert intake.id == "office-worker-7"
    assert intake.assessed_on == dt.date(2026, 12, 1)
    assert intake.facts["medications"] == ("beta_blocker",)
    assert intake.conditions[1].details == {"measured_mm": 9, "corrected": False}
    assert intake.availability[0].days == (0, 1, 2, 3, 4)
    assert intake.availability[2].dates == (dt.date(2026, 12, 8), dt.date(2026, 12, 11))
    assert intake.goals[1].target_kg == 8
    assert intake.overrides[0].rule == "cr_127"
    assert intake.wake == dt.time(6, 15)


def test_assessment_day_is_the_start_where_it_is_not_given(read):
    assert read().assessed_on == dt.date(2026, 12, 7)


def test_other_units_are_converted(read):
    facts = read("facts: {weight_lb: 154.3, height_in: 69}\n").facts
    assert facts["weight_kg"] == pytest.approx(69.99, abs=0.01)
    assert facts["height_cm"] == pytest.approx(175.26)


@pytest.mark.parametrize(
    ("given", "metric"),
    [("weight_st: 11", 69.853), ("height_m: 1.7", 170), ("temperature_f: 98.6", 37)],
)
def test_each_unit(given, metric, read):
    (value,) = read(f"facts: {{{given}}}\n").facts.values()
    assert value == pytest.approx(metric, abs=0.001)


def test_a_goal_may_be_a_bare_word(read):
    assert read("goals: [less_pain]\n").goals == read("goals: [{id: less_pain}]\n").goals


def test_empty_availability_is_no_error_here(read):
    base = "format: intake/1\nid: a\nplan: {start: 2026-12-07, weeks: 1, timezone: UTC}\n"
    assert read(base=base + "availability: []\n").availability == ()


def test_json_is_read_too(tmp_path, catalog):
    file = tmp_path / "intake.json"
    plan = {"start": "2026-12-07", "weeks": 4, "timezone": "Europe/Berlin"}
    file.write_text(
        json.dumps({"format": "intake/1", "id": "j", "plan": plan, "availability": []}), "utf-8"
    )
    assert read_intake(file, catalog).plan.weeks == 4


def test_a_movement_that_nobody_plans_may_be_refused(answers):
    assert any("burpee" in note for note in answers("preferences: {never: [burpee]}\n").notices)


def test_both_sides_of_a_condition_and_two_records_for_two_sides(answers):
    twice = "conditions: [{id: sciatica, side: left}, {id: sciatica, side: right}]\n"
    both = "conditions: [{id: sciatica, side: both}]\n"
    assert answers(twice).conditions == answers(both).conditions


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"- 1\n- 2\n", b"", b"{", b"a: &x 1\nb: *x\n"])
def test_files_that_are_no_intake_are_refused(raw, tmp_path, catalog):
    file = tmp_path / "x.yaml"
    file.write_bytes(raw)
    with pytest.raises(BadInput):
        read_intake(file, catalog)


def test_missing_file_and_directory_are_refused(tmp_path, catalog):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(BadInput):
            read_intake(path, catalog)


def test_a_window_away_from_the_change_of_clocks_is_fine(read):
    base = "format: intake/1\nid: a\nplan: {start: 2027-03-01, weeks: 6, timezone: Europe/Berlin}\n"
    window = (
        'availability: [{days: [sun], from: "01:00", to: "02:00"},'
        ' {days: [sun], from: "03:00", to: "04:00"}]\n'
    )
    assert len(read(base=base + window).availability) == 2


def test_a_window_across_the_change_of_clocks_is_refused(read):
    base = "format: intake/1\nid: a\nplan: {start: 2027-03-01, weeks: 6, timezone: Europe/Berlin}\n"
    with pytest.raises(BadInput, match="2027-03-28"):
        read(base=base + 'availability: [{dates: [2027-03-28], from: "01:00", to: "04:00"}]\n')
