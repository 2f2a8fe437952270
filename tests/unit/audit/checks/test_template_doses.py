"""Doses of a template: what is on the bound passes, and a rule's floor goes before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.knowledge.template import DoseRange
from tests.support.audits import said
from tests.support.mutations.template_doses import ranged
from tests.support.plans import valid

CODE = "template_doses"


@pytest.mark.parametrize(
    "ranges",
    [
        {},
        {"strength": {}},
        {"strength": {"sets_at_most": 2, "rest_s_at_least": 90}},
        {"stretch": {"hold_s_at_most": 30}},
        # Of another component, or of none in the plan.
        {"balance": {"sets_at_most": 1, "reps_at_most": 1}},
        # Longest bouts are judged with the doses.
        {"endurance": {"minutes_at_most": 5}},
    ],
)
def test_what_stays_inside_passes(ranges: dict[str, Any]) -> None:
    assert said(ranged(**ranges), CODE) == []


def test_only_the_weeks_of_the_phase_are_bound() -> None:
    """In weeks 2 to 4 the squat has a second set once; later both exercises have."""
    base = valid()
    first, second, *others = base.template.phases
    bound = changed(second, doses={"strength": DoseRange(sets_at_most=1)})
    template = changed(base.template, phases=(first, bound, *others))
    found = said(replace(base, template=template), CODE)
    assert found == ["sets 2, the template has 1 at most"]


@pytest.mark.parametrize(("hold_s", "passes"), [(20, True), (30, True), (31, False)])
def test_a_floor_of_a_rule_goes_before_the_template(hold_s: int, passes: bool) -> None:
    """At 70 a rule wants holds of 30 seconds."""
    old = valid().with_facts(age=70).dosed("w5-d1", "calf_soleus_wall", hold_s=hold_s)
    texts = said(ranged(old, stretch={"hold_s_at_most": 20}), CODE)
    assert texts == ([] if passes else ["hold_s 31, the template has 30 at most"])
