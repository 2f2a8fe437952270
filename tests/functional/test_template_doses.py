"""A clinician eases doses in a template: the plan keeps to the ranges, and the audit has seen it."""

from __future__ import annotations

from pathlib import Path

from planner.domain.plan import Item, Plan
from planner.workflow.plan import make_plan

ROOT = Path(__file__).parents[2]
PERSON = ROOT / "tests" / "cases" / "published" / "new_to_training.yaml"
TEMPLATE = """\
id: easy_back
version: "1.0.0"
name: Easy back
author: The clinic
reviewed_on: "2026-12-01"
extends: general_low_back
phases:
  - id: screen_and_correct
    doses: {endurance: {minutes_at_most: 10}, motor_control: {sets_at_most: 1}}
  - id: control
    doses:
      endurance: {minutes_at_most: 15}
      strength: {reps_at_most: 8, rest_s_at_least: 150}
      motor_control: {sets_at_most: 1, reps_at_most: 6}
"""


def planned(tmp_path: Path, template: str) -> Plan:
    intake = tmp_path / "intake.yaml"
    intake.write_text(PERSON.read_text("utf-8").replace("weeks: 12", "weeks: 6"), "utf-8")
    plan = make_plan(intake, template=template, effort="quick").plan
    assert plan is not None
    return plan


def items(plan: Plan, component: str, *weeks: int) -> list[Item]:
    found = [
        item
        for session in plan.sessions
        if session.week in weeks
        for item in session.items
        if item.component == component
    ]
    assert found
    return found


def test_a_plan_keeps_to_the_doses_of_its_template(tmp_path: Path) -> None:
    file = tmp_path / "easy_back.yaml"
    file.write_text(TEMPLATE, "utf-8")
    plan = planned(tmp_path, str(file))
    assert max(item.dose.minutes or 0 for item in items(plan, "endurance", 1)) == 10
    assert max(item.dose.minutes or 0 for item in items(plan, "endurance", 2, 3, 4)) == 15
    for item in items(plan, "strength", 2, 3, 4):
        assert (item.dose.reps or 0) <= 8
        assert item.dose.rest_s == 150
    for item in items(plan, "motor_control", 2, 3, 4):
        assert item.dose.sets == 1
        assert (item.dose.reps or 0) <= 6
    # The phases after it have the catalog's doses.
    assert {item.dose.rest_s for item in items(plan, "strength", 5, 6)} == {90}
    assert max(item.dose.minutes or 0 for item in items(plan, "endurance", 5, 6)) > 15
