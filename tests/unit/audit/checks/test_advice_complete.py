"""What rules ask the person to keep in mind is told under their names, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.knowledge.model import Effect
from tests.support.audits import found
from tests.support.people import CATALOG, without
from tests.support.plan_variants import heel_lift, quitting
from tests.support.plans import Bundle, completed, valid

CODE = "advice_complete"


def silent(bundle: Bundle, *advice: p.Advice) -> set[tuple[str, str]]:
    """Rules and effects that are missing beside some advice."""
    violations = found(bundle.with_plan(advice=advice), CODE).violations
    ends = ", and the advice does not say so"
    return {(v.where, v.text.removeprefix("asks for ").removesuffix(ends)) for v in violations}


def asked(bundle: Bundle) -> set[tuple[str, str]]:
    """Rules and effects that are asked for: all are missing where nothing is told."""
    return silent(bundle)


# What a healthy man with lasting back pain keeps in mind.
USUAL = {
    ("cr_005", "allow"),
    ("plan_maintenance", "monitor"),
    ("plan_trials_per_session", "cap"),
    ("prg_reference_week", "monitor"),
    ("prg_two_for_two", "cap"),
    ("prg_two_for_two", "progress"),
}


def unknown(*facts: str) -> Bundle:
    return replace(valid(), answers=without(valid().answers, *facts))


@pytest.mark.parametrize(
    ("bundle", "more"),
    [
        (valid(), set()),
        (heel_lift(), {("cr_133", "monitor")}),
        (
            valid().with_facts(age=70),
            {
                ("pop_older_65_3", "disable"),
                ("pop_older_65_watch", "monitor"),
                ("prg_no_1rm", "disable"),
            },
        ),
        # Weight targets are off as well: another check sees to that.
        (
            valid().having(pregnancy="trimester1"),
            {
                ("pop_pregnancy_watch", "monitor"),
                ("pop_pregnancy_watch", "refer"),
                ("prg_no_1rm", "disable"),
            },
        ),
        (
            valid().having(peripheral_neuropathy="controlled"),
            {
                ("pop_neuropathy_peripheral_4", "cap"),
                ("pop_neuropathy_peripheral_watch", "monitor"),
                ("pop_neuropathy_peripheral_watch", "refer"),
            },
        ),
        (
            valid().with_facts(inflammatory_features_count=3),
            {("rf_inflam", "progress"), ("rf_inflam", "refer")},
        ),
        # Nobody knows: a referral is for what is certain.
        (unknown("inflammatory_features_count"), set()),
        # A cap is for what may be.
        (unknown("bmi"), {("pop_obesity_1_3", "cap")}),
    ],
)
def test_what_a_person_is_asked_to_keep_in_mind(bundle: Bundle, more) -> None:
    assert asked(bundle) == USUAL | more


@pytest.mark.parametrize("told", sorted(USUAL))
def test_everything_is_told_under_its_own_rule_and_effect(told: tuple[str, str]) -> None:
    full = completed(valid())
    rest = tuple(e for e in full.plan.advice if (e.rule, e.effect) != told)
    missing = found(full.with_plan(advice=rest), CODE).violations
    rule, kind = told
    text = f"asks for {kind}, and the advice does not say so"
    assert [(v.where, v.text) for v in missing][:1] == [(rule, text)]
    assert {v.where for v in missing} == {rule}


def made(rule: str, effect: str, **fields: Any) -> p.Advice:
    said = {"text": "Say so.", "why": "It helps.", **fields}
    return p.Advice(rule=rule, effect=effect, **said)


def test_one_way_to_step_up_stands_for_all_of_them_and_for_nothing_else() -> None:
    held = valid().with_facts(inflammatory_features_count=3)
    missing = silent(held, made("prg_two_for_two", "progress"))
    assert ("rf_inflam", "refer") in missing
    assert not [kind for _, kind in missing if kind == "progress"]
    # A referral of another rule stands for none.
    assert ("rf_inflam", "refer") in silent(held, made("pop_asthma_watch", "refer"))


def with_effects(rule: str, *effects: Effect) -> Bundle:
    """The smoker who quits, judged by a catalog in which a rule has more effects."""
    own = CATALOG.rules[rule]
    rules = {**CATALOG.rules, rule: changed(own, then=(*own.then, *effects))}
    return replace(quitting(), catalog=changed(CATALOG, rules=rules))


def effects(kind: str) -> list[Effect]:
    return [e for r in CATALOG.rules.values() for e in r.then if e.kind == kind]


@pytest.mark.parametrize(("scope", "is_told"), [("item", True), ("session", False)])
def test_a_stop_of_an_item_is_told_one_of_a_session_is_screening(scope, is_told: bool) -> None:
    stop = next(e for e in effects("stop") if e.stop.scope == scope)
    found_ = asked(with_effects("pop_smoker_current_watch", stop))
    assert (("pop_smoker_current_watch", "stop") in found_) is is_told


@pytest.mark.parametrize(
    ("facts", "is_asked"),
    [
        ({"history_of_cancer": True}, True),
        ({"history_of_cancer": True, "medical_clearance": "light_moderate"}, False),
        ({"history_of_cancer": None}, False),
        ({}, False),
    ],
)
def test_a_referral_for_a_clearance_is_over_when_it_was_given(facts, is_asked: bool) -> None:
    assert (("rf_cancer_single", "refer") in asked(valid().with_facts(**facts))) is is_asked


def test_any_other_referral_stays_whatever_was_cleared() -> None:
    cleared = {"medical_clearance": "all", "clearance_given": True}
    held = valid().with_facts(inflammatory_features_count=3, **cleared)
    assert ("rf_inflam", "refer") in asked(held)


def test_what_is_not_a_referral_stays_after_the_clearance() -> None:
    """The rule that asks for a clearance has something to watch as well."""
    own, watch = CATALOG.rules["rf_cancer_single"], effects("monitor")[0]
    rules = {**CATALOG.rules, own.id: changed(own, then=(*own.then, watch))}
    sick = valid().with_facts(history_of_cancer=True, medical_clearance="light_moderate")
    found_ = asked(replace(sick, catalog=changed(CATALOG, rules=rules)))
    assert {kind for rule, kind in found_ if rule == own.id} == {"monitor"}


@pytest.mark.parametrize(
    ("rule", "words", "wrong"),
    [
        ("cr_005", {}, None),
        ("nslbp_chronic", {}, None),
        ("made_up", {}, "made_up is no rule and no condition"),
        ("cr_005", {"text": " "}, "cr_005: nothing is said, or not why"),
        ("cr_005", {"why": " "}, "cr_005: nothing is said, or not why"),
    ],
)
def test_advice_names_a_rule_or_a_condition_and_says_what_and_why(rule, words, wrong) -> None:
    full = completed(valid())
    entry = made(rule, "finding", **words)
    violations = found(full.with_plan(advice=(*full.plan.advice, entry)), CODE).violations
    expected = [] if wrong is None else [("advice", wrong)]
    assert [(v.where, v.text) for v in violations] == expected
