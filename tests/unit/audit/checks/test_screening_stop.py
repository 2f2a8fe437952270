"""No plan against a stop, and the decision of screening."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from msgspec.structs import replace as changed

from planner.audit.checks import screening_stop as module
from planner.audit.checks.screening_stop import _stops_plans, screening_stop
from planner.audit.report import Report
from tests.support.audits import case_of, found, said
from tests.support.mutations.tools import on
from tests.support.people import CATALOG, without
from tests.support.plans import valid

CODE = "screening_stop"


def test_no_plan_while_a_red_flag_holds_or_is_unanswered() -> None:
    assert said(valid(), CODE) == []
    holds = said(valid().with_facts(saddle_numbness=True), CODE)
    assert "no plan may be made: rf_ces holds" in holds
    unknown = replace(valid(), answers=without(valid().answers, "saddle_numbness"))
    assert "no plan may be made: rf_ces is unanswered" in said(unknown, CODE)


def test_a_stop_without_a_decision_stops_too() -> None:
    texts = said(valid().having(hypertension="uncontrolled"), CODE)
    assert "no plan may be made: cr_149 holds" in texts


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
    texts = said(valid().with_facts(**facts), CODE)
    assert f"says clear, the answers give {decision}" in texts


def test_while_a_clearance_is_missing_the_plan_is_provisional_and_keeps_little() -> None:
    texts = said(valid().with_facts(thoracic_pain=True), CODE)
    assert "a clearance is missing, yet it is not provisional" in texts
    assert "must wait for the medical clearance" in texts
    lessons = valid().with_facts(thoracic_pain=True).sessions(lambda s: None)
    assert "must wait for the medical clearance" not in said(lessons, CODE)


def effect(scope: str | None = None, decision: str | None = None) -> SimpleNamespace:
    # Put together anew: the words of a catalog that was read are no constants of the code.
    stop = None if scope is None else SimpleNamespace(scope="".join([*scope]))
    decide = None if decision is None else SimpleNamespace(decision="".join([*decision]))
    return SimpleNamespace(stop=stop, decide=decide)


@pytest.mark.parametrize(
    ("effects", "stops"),
    [
        ((effect("plan"),), True),
        ((effect("session"),), False),
        ((effect(decision="emergency"),), True),
        ((effect(decision="stop_and_seek_clearance"),), True),
        ((effect(decision="clearance_before_any"),), False),
        ((effect(), effect("item"), effect("plan")), True),
        ((effect("session", "emergency"),), True),
        ((effect(),), False),
        ((), False),
    ],
)
def test_some_rules_stop_every_plan(effects, stops: bool) -> None:
    assert _stops_plans(SimpleNamespace(then=effects)) is stops


@pytest.mark.parametrize(
    ("facts", "printed", "texts"),
    [
        ({}, {}, []),
        ({}, {"decision": "clear_start_light_moderate"},
         ["says clear_start_light_moderate, the answers give clear"]),
        # Provisional is what waits for a clearance; elsewhere the word does no harm.
        ({}, {"provisional": True}, []),
        ({"thoracic_pain": True}, {"decision": "clearance_before_any", "provisional": True}, []),
        ({"thoracic_pain": True}, {"decision": "clearance_before_any"},
         ["a clearance is missing, yet it is not provisional"]),
    ],
)  # fmt: skip
def test_the_decision_is_printed_and_what_it_means(facts, printed, texts) -> None:
    """Without sessions, so that nothing has to wait."""
    bare = valid().with_facts(**facts).sessions(lambda s: None)
    told = bare.with_plan(screening=changed(bare.plan.screening, **printed))
    assert said(told, CODE) == texts


def test_while_a_clearance_is_missing_lessons_tests_and_habits_go_on() -> None:
    places = {v.where for v in found(valid().with_facts(thoracic_pain=True), CODE).violations}
    assert "w1-d1 walk_short" in places
    assert "w1-d0 dead_bug_slide" in places
    kept = ("w1-d5 edu_traffic_light", "w1-d0 assess_intake_screen", "d0-sitting_break_60")
    assert not [place for place in places if place.startswith(kept)]


def test_a_case_without_a_decision_is_clear() -> None:
    """Not one rule of screening says anything: nobody knows of a reason to wait."""
    rules = {
        name: rule
        for name, rule in CATALOG.rules.items()
        if not any(e.decide is not None for e in rule.then)
    }
    silent = replace(valid(), catalog=changed(CATALOG, rules=rules))
    assert said(silent, CODE) == []
    wrong = silent.with_plan(screening=changed(valid().plan.screening, decision="emergency"))
    assert said(wrong, CODE) == ["says emergency, the answers give clear"]


def test_what_stops_a_plan_is_read_of_its_first_week(monkeypatch: pytest.MonkeyPatch) -> None:
    case, report = case_of(valid()), Report(CODE)
    monkeypatch.setattr(case.firings, "outcome", lambda rule, bound, week: week != 1)
    screening_stop(case, report)
    assert not [v for v in report.violations if v.text.startswith("no plan may be made")]


@pytest.mark.parametrize(
    ("day", "decision"), [(0, "clear_start_light_moderate"), (7, "clearance_before_any")]
)
def test_a_clearance_with_a_later_date_is_none_yet(day: int, decision: str) -> None:
    name = "medical_clearance_light_moderate"
    waiting = valid().with_facts(thoracic_pain=True)
    dated = replace(waiting, answers=changed(waiting.answers, criteria_from={name: on(day)}))
    assert f"says clear, the answers give {decision}" in said(dated, CODE)


WORST_FIRST = (
    "emergency", "stop_and_seek_clearance", "clearance_before_any", "clearance_before_vigorous",
    "clear_start_light_moderate", "clear",
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(WORST_FIRST) - 1))
def test_of_two_decisions_the_worse_one_counts(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    worse, better = WORST_FIRST[number : number + 2]
    for given in ((worse, better), (better, worse)):
        monkeypatch.setattr(module, "_decisions", lambda _, given=given: iter(given))
        case, report = case_of(valid()), Report(CODE)
        screening_stop(case, report)
        texts = [v.text for v in report.violations if v.text.startswith("says")]
        assert texts == [f"says clear, the answers give {worse}"]


def test_the_decision_is_that_of_the_first_week(monkeypatch: pytest.MonkeyPatch) -> None:
    case, report = case_of(valid().with_facts(thoracic_pain=True)), Report(CODE)
    of = case.firings.of
    monkeypatch.setattr(case.firings, "of", lambda kind, week: of(kind, week) if week == 1 else ())
    screening_stop(case, report)
    texts = [v.text for v in report.violations]
    assert "says clear, the answers give clearance_before_any" in texts
