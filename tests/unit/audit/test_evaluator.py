from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError, replace
from itertools import product
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from planner.audit.evaluator import Bound, Truth, World, all_of, any_of
from planner.domain.answers import Answers, RecordedCondition, ResponseRecord, TrialResult
from planner.knowledge.model import Node
from tests.support.cases import case_answers
from tests.support.people import CATALOG, START, healthy

DAY = dt.date(2027, 1, 11)


def node(**fields: Any) -> Node:
    return msgspec.convert(fields, Node)


def world(answers: Answers | None = None, **facts: Any) -> World:
    given = answers or Answers(facts=facts)
    return World(CATALOG, given, given.facts, DAY)


@pytest.mark.parametrize("values", list(product((True, False, None), repeat=2)))
def test_and_and_or(values: tuple[Truth, Truth]) -> None:
    assert all_of(values) is (False if False in values else None if None in values else True)
    assert any_of(values) is (True if True in values else None if None in values else False)


def test_not_of_unknown_is_unknown() -> None:
    leaf = {"fact": "age", "at_least": 65}
    assert world().truth(node(**{"not": leaf})) is None
    assert world(age=70).truth(node(**{"not": leaf})) is False


def test_an_empty_tree_is_always_true() -> None:
    assert world().truth(node(all=[])) is True


def test_a_missing_fact_marked_ignore_counts_as_false() -> None:
    leaf = node(fact="resting_sbp", at_least=180)
    assert world().truth(leaf) is False
    assert replace(world(), ignoring=False).truth(leaf) is None


@pytest.mark.parametrize(
    ("leaf", "value", "expected"),
    [
        ({"equals": True}, True, True),
        ({"equals": 1}, True, False),
        ({"equals": "a"}, ("a", "b"), True),
        ({"in": ["c"]}, ("a", "b"), False),
        ({"in": ["a", "b"]}, "b", True),
        ({"between": [10, 20]}, 20, True),
        ({"between": [10, 20]}, 20.5, False),
        ({"at_most": 3}, 3, True),
        ({"at_least": 3}, 2.9, False),
    ],
)
def test_facts(leaf: dict[str, Any], value: Any, expected: bool) -> None:
    assert world(age=value).truth(node(fact="age", **leaf)) is expected


def test_a_recorded_stage_wins_and_an_unanswered_one_follows_the_answers() -> None:
    leaf = node(condition="sciatica", stage=["settled"])
    recorded = Answers(facts={}, conditions={"sciatica": RecordedCondition(stage="settled")})
    assert world(recorded).truth(leaf) is True
    open_stage = Answers(facts={}, conditions={"sciatica": RecordedCondition()})
    assert world(open_stage).truth(leaf) is None
    assert world(Answers(facts={})).truth(leaf) is False


def test_a_condition_that_was_not_answered_is_unknown() -> None:
    answers = Answers(facts={}, conditions_unknown=frozenset({"facet_syndrome"}))
    assert world(answers).truth(node(condition="facet_syndrome")) is None


def test_a_condition_may_follow_from_facts() -> None:
    assert world(healthy(cigarettes_per_day=5)).has_condition("smoker") is True
    assert world(healthy()).has_condition("smoker") is False


def test_a_muscle_without_a_trial_is_not_tested() -> None:
    answers = Answers(facts={}, trials=(TrialResult("soleus", "left", "short"),))
    leaf = node(trial="not_tested", muscle="@tested", side="@tested")
    assert world(answers).truth(leaf, Bound("soleus", "right")) is True
    assert world(answers).truth(leaf, Bound("soleus", "left")) is False


def test_a_trial_without_a_side_means_either_side() -> None:
    answers = Answers(facts={}, trials=(TrialResult("piriformis", "right", "pain_on_attempt"),))
    assert world(answers).truth(node(trial="pain_on_attempt", muscle="piriformis")) is True


def test_responses() -> None:
    leaf = node(response="peripheralises")
    assert world(Answers(facts={})).truth(leaf) is False
    assert world(Answers(facts={}, responses=None)).truth(leaf) is None
    told = Answers(facts={}, responses=(ResponseRecord("peripheralises", "bird_dog_leg"),))
    assert world(told).truth(leaf) is True


def test_a_criterion_counts_from_its_date() -> None:
    answers = Answers(
        facts={}, criteria={"sciatica_settled": True},
        criteria_from={"sciatica_settled": DAY + dt.timedelta(days=7)},
    )  # fmt: skip
    assert world(answers).criterion("sciatica_settled") is False
    assert world(answers).is_dated_later("sciatica_settled")
    later = replace(world(answers), on=DAY + dt.timedelta(days=7), _memo={})
    assert later.criterion("sciatica_settled") is True


def test_a_criterion_may_be_assumed() -> None:
    assert world().criterion("sciatica_settled") is not True
    assert replace(world(), assumed=frozenset({"sciatica_settled"})).criterion("sciatica_settled")


CASES = [
    (rule.id, kind)
    for rule in CATALOG.rules.values()
    for kind in ("fires", "does_not_fire", "unknown")
    if kind in rule.cases
]


def bounds(answers: Answers) -> list[Bound]:
    """The trials that a case names, else nothing in particular."""
    return [Bound(t.muscle, t.side) for t in answers.trials or ()] or [Bound("soleus", "left")]


@pytest.mark.parametrize("kind", ["fires", "does_not_fire", "unknown"])
def test_the_cases_of_the_rules(kind: str) -> None:
    """Every rule carries cases; this reader must agree with what their authors expected."""
    expected = {"fires": True, "does_not_fire": False, "unknown": None}[kind]
    wrong = []
    for name in [rule for rule, this in CASES if this == kind]:
        rule = CATALOG.rules[name]
        answers = case_answers(rule.cases[kind])
        day = World(CATALOG, answers, answers.facts, START, ignoring=False)
        if any_of(day.truth(rule.when, bound) for bound in bounds(answers)) is not expected:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize(
    ("leaf", "value", "expected"),
    [
        ({"between": [10, 20]}, 10, True),
        ({"between": [10, 20]}, 9.5, False),
        ({"at_least": 3}, 3, True),
        ({"at_most": 3}, 3.1, False),
        ({"equals": False}, 0, False),
        ({"equals": "b"}, ("a", "b"), True),
        ({"equals": "c"}, ("a", "b"), False),
        ({"in": ["b", "c"]}, ("a", "b"), True),
        ({"in": [1, 2]}, True, False),
        # Of a list one answer is enough.
        ({"at_least": 5}, (1, 9), True),
        ({"at_most": 5}, (1, 9), True),
        ({"at_least": 10}, (1, 9), False),
        # A word is no amount.
        ({"at_least": 0}, "many", False),
        ({"at_most": 9}, "few", False),
    ],
)
def test_an_answer_is_compared_with_each_bound(leaf, value, expected: bool) -> None:
    assert world(age=value).truth(node(fact="age", **leaf)) is expected


def test_a_fact_that_nobody_gave_is_unknown_unless_marked() -> None:
    assert world().truth(node(fact="age", at_least=1)) is None
    assert world().truth(node(fact="never_heard_of", equals=1)) is None


@pytest.mark.parametrize(
    ("name", "facts", "stages", "expected"),
    [
        # Up to 41 days, up to 83, longer.
        ("neck_pain", {"days_since_onset": 41}, ["acute_lt_6w"], True),
        ("neck_pain", {"days_since_onset": 42}, ["acute_lt_6w"], False),
        ("neck_pain", {"days_since_onset": 84}, ["subacute_6_12w", "chronic_gt_12w"], True),
        ("neck_pain", {}, ["acute_lt_6w"], None),
        ("neck_pain", {}, ["acute_lt_6w", "subacute_6_12w", "chronic_gt_12w"], True),
        ("neck_pain", {}, ["settled"], False),
        # Irritable whatever else holds: the first stage that holds counts.
        ("sciatica", {"irritability": "high"}, ["acute_irritable"], True),
        ("sciatica", {"irritability": "high"}, ["settled"], False),
    ],
)
def test_a_stage_that_was_not_recorded_follows_from_facts(name, facts, stages, expected) -> None:
    given = Answers(
        facts=facts,
        conditions={name: RecordedCondition()},
        criteria={"sciatica_settled": True},
    )
    assert world(given).truth(node(condition=name, stage=stages)) is expected


@pytest.mark.parametrize(
    ("days", "stages", "expected"),
    [
        (41, ["acute_lt_6w"], True),
        (41, ["chronic_gt_12w"], False),
        (42, ["acute_lt_6w"], False),
        (42, ["subacute_6_12w", "chronic_gt_12w"], True),
        (42, ["chronic_gt_12w"], None),
        (None, ["subacute_6_12w", "chronic_gt_12w"], None),
        (None, ["acute_lt_6w", "subacute_6_12w", "chronic_gt_12w"], True),
    ],
)
def test_stages_without_a_test_are_left_where_none_with_one_holds(days, stages, expected) -> None:
    condition = CATALOG.conditions["neck_pain"]
    acute = {"acute_lt_6w": condition.stage_when["acute_lt_6w"]}
    known = {**CATALOG.conditions, "neck_pain": changed(condition, stage_when=acute)}
    facts = {} if days is None else {"days_since_onset": days}
    given = Answers(facts=facts, conditions={"neck_pain": RecordedCondition()})
    found = World(changed(CATALOG, conditions=known), given, given.facts, DAY)
    assert found.truth(node(condition="neck_pain", stage=stages)) is expected


def test_a_day_is_a_value() -> None:
    with pytest.raises(FrozenInstanceError):
        world().on = DAY


@pytest.mark.parametrize(
    ("given", "day", "met", "later"),
    [
        ({"criteria": {"hold_10s_x6": True}}, None, True, False),
        ({"criteria": {"hold_10s_x6": False}}, None, False, False),
        ({"criteria": {"hold_10s_x6": True}}, 0, True, False),
        ({"criteria": {"hold_10s_x6": True}}, 1, False, True),
        # One that is not met stays so on every date.
        ({"criteria": {"hold_10s_x6": False}}, 1, False, False),
        ({"criteria": {"hold_10s_x6": False}}, 0, False, False),
        # A date alone says that it is met from then on.
        ({}, 0, True, False),
        ({}, -1, True, False),
        ({}, 1, None, True),
        ({}, None, None, False),
    ],
)
def test_a_criterion_is_met_from_its_date_on(given, day, met: Truth, later: bool) -> None:
    dates = {} if day is None else {"hold_10s_x6": DAY + dt.timedelta(days=day)}
    found = world(Answers(facts={}, criteria_from=dates, **given))
    assert found.criterion("hold_10s_x6") is met
    assert found.is_dated_later("hold_10s_x6") is later


RETEST = "retest_discomfort_only"


def test_of_one_muscle_only_its_own_trial_tells() -> None:
    """What was said of the criterion at large counts where no muscle is meant."""
    answers = Answers(
        facts={},
        trials=(TrialResult("soleus", "left", "short"),),
        criteria={RETEST: True},
        criteria_from={RETEST: DAY + dt.timedelta(days=1)},
    )
    found = world(answers)
    assert found.criterion(RETEST, Bound("soleus", "left")) is True
    assert found.criterion(RETEST, Bound("soleus", "right")) is False
    assert not found.is_dated_later(RETEST, Bound("soleus", "right"))
    assert found.criterion(RETEST) is False
    assert found.is_dated_later(RETEST)


@pytest.mark.parametrize(
    ("leaf", "holds"),
    [
        ({"trial": "short", "muscle": "soleus", "side": "left"}, True),
        ({"trial": "short", "muscle": "soleus", "side": "right"}, False),
        ({"trial": ["short", "pain_on_attempt"], "muscle": "soleus"}, True),
        ({"trial": "short", "muscle": "hamstrings"}, False),
        # Of no muscle in particular: any muscle and side.
        ({"trial": "short"}, True),
        ({"trial": "short", "side": "right"}, False),
        ({"trial": "pain_on_attempt"}, False),
        ({"trial": "not_tested"}, True),
    ],
)
def test_a_trial_is_of_the_muscle_and_side_that_are_named(leaf, holds: bool) -> None:
    answers = Answers(facts={}, trials=(TrialResult("soleus", "left", "short"),))
    assert world(answers).truth(node(**leaf)) is holds


def test_trials_that_nobody_asked_about_are_not_tested_or_unknown() -> None:
    found = world(Answers(facts={}, trials=None))
    strict = replace(found, ignoring=False, _memo={})
    assert found.truth(node(trial="not_tested")) is True
    assert found.truth(node(trial="short")) is False
    assert strict.truth(node(trial="not_tested")) is None


@pytest.mark.parametrize(
    ("wanted", "told", "bound", "holds"),
    [
        ("worse", ("worse",), None, True),
        (["none", "worse"], ("worse",), None, True),
        (["none"], ("worse", "none"), None, True),
        (["none"], ("worse",), None, False),
        # Bound to one answer: the others do not matter.
        ("worse", ("worse",), "none", False),
        ("none", ("worse",), "none", True),
    ],
)
def test_a_response_is_any_of_the_log_or_the_one_that_is_meant(wanted, told, bound, holds) -> None:
    log = tuple(ResponseRecord(response, "bird_dog_leg") for response in told)
    found = world(Answers(facts={}, responses=log))
    assert found.truth(node(response=wanted), Bound(response=bound)) is holds
