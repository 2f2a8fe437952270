from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from typing import Any

import msgspec
import pytest

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
