from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.audits import said
from tests.support.people import without
from tests.support.plans import valid

CODE = "screening_stop"


def test_no_plan_while_a_red_flag_holds_or_is_unanswered() -> None:
    assert said(valid(), CODE) == []
    holds = said(valid().with_facts(saddle_numbness=True), CODE)
    assert "no plan may be made: rf_ces holds" in holds
    unknown = replace(valid(), answers=without(valid().answers, "saddle_numbness"))
    assert "no plan may be made: rf_ces is unanswered" in said(unknown, CODE)


def test_a_stop_without_a_decision_stops_too() -> None:
    found = said(valid().having(hypertension="uncontrolled"), CODE)
    assert "no plan may be made: cr_149 holds" in found


@pytest.mark.parametrize(
    ("facts", "decision"),
    [
        ({"thoracic_pain": True}, "clearance_before_any"),
        ({"saddle_numbness": True, "thoracic_pain": True}, "emergency"),
        (
            {
                "thoracic_pain": True,
                "medical_clearance": "light_moderate",
                "medical_clearance_age_months": 0,
            },
            "clear_start_light_moderate",
        ),
    ],
)
def test_the_worst_decision_is_the_one_to_print(facts: dict[str, object], decision: str) -> None:
    found = said(valid().with_facts(**facts), CODE)
    assert f"says clear, the answers give {decision}" in found


def test_while_a_clearance_is_missing_the_plan_is_provisional_and_keeps_little() -> None:
    found = said(valid().with_facts(thoracic_pain=True), CODE)
    assert "a clearance is missing, yet it is not provisional" in found
    assert "must wait for the medical clearance" in found
    lessons = valid().with_facts(thoracic_pain=True).sessions(lambda s: None)
    assert "must wait for the medical clearance" not in said(lessons, CODE)
