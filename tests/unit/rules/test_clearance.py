import datetime as dt

import pytest
from msgspec.structs import replace

from planner.rules import firings, uncleared
from tests.support.people import CATALOG, healthy, without
from tests.support.proofs import ALWAYS, catalog_of, rule

RISK = {"cv_metabolic_renal_disease": True, "desired_intensity": "moderate"}
LIGHT = {"medical_clearance": "light_moderate", "medical_clearance_age_months": 2}
OLD = {"medical_clearance": "all", "medical_clearance_age_months": 13}


def waiting(answers):
    return [f.rule.id for f in uncleared(firings(CATALOG, answers), answers, CATALOG)]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, []),
        (RISK, ["scr_s05"]),
        (RISK | LIGHT, []),
        (RISK | OLD, ["scr_s05"]),
        ({"history_of_cancer": True}, ["rf_cancer_single"]),
        ({"history_of_cancer": True} | LIGHT, []),
    ],
)
def test_rules_wait_for_their_gate_or_for_the_clearance_of_the_policy(facts, wanted):
    assert waiting(healthy(**facts)) == wanted


def test_an_unanswered_rule_waits_too():
    assert waiting(without(healthy(), "history_of_cancer")) == ["rf_cancer_single"]


@pytest.mark.parametrize(
    ("decision", "waits"),
    [("clearance_before_any", True), ("clearance_before_vigorous", False), ("clear", False)],
)
def test_only_the_decision_on_any_exercise_waits(decision, waits):
    catalog = catalog_of(rule("one", ALWAYS, {"decide": {"decision": decision}}))
    found = uncleared(firings(catalog, healthy()), healthy(), catalog)
    assert bool(found) is waits


def test_a_clearance_that_is_dated_is_there_from_the_day_on():
    day = dt.date(2027, 1, 15)
    person = replace(healthy(**RISK), criteria_from={"medical_clearance_light_moderate": day})
    fired = firings(CATALOG, person)
    assert not uncleared(fired, person, CATALOG, day)
    assert uncleared(fired, person, CATALOG, day - dt.timedelta(days=1))
    assert uncleared(fired, person, CATALOG)
