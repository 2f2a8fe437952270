"""Can a tree hold, can two trees hold together, does one follow from the other?"""

from itertools import product

import msgspec
import pytest

from planner.domain.answers import Answers, RecordedCondition
from planner.knowledge.model import Node
from planner.knowledge.worlds import can_both_hold, can_hold, follows, worlds
from planner.rules import truth


def node(tree):
    return msgspec.convert(tree, Node)


OLD = {"fact": "age", "at_least": 65}
YOUNG = {"fact": "age", "at_most": 64}
ACUTE = {"condition": "sciatica", "stage": ["acute_irritable"]}
SETTLED = {"condition": "sciatica", "stage": ["settled"]}


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        ({"all": []}, True),
        ({"not": {"all": []}}, False),
        ({"all": [OLD, YOUNG]}, False),
        ({"any": [OLD, YOUNG]}, True),
        ({"all": [OLD, {"not": OLD}]}, False),
        ({"all": [{"fact": "age", "at_least": 40}, YOUNG]}, True),
        ({"not": {"any": [OLD, YOUNG]}}, False),
        ({"fact": "age", "at_least": 101}, False),
        ({"all": [{"fact": "bmi", "at_least": 25}, {"fact": "bmi", "between": [18, 24.99]}]}, False),
        ({"all": [{"fact": "sex", "in": ["female", "male"]}, {"fact": "sex", "equals": "unspecified"}]},
         False),
        ({"all": [{"fact": "smoker", "equals": True}, {"fact": "smoker", "equals": False}]}, False),
        # a list holds several words, so both may be there
        ({"all": [{"fact": "medications", "equals": "insulin"},
                  {"fact": "medications", "equals": "beta_blocker"}]}, True),
        ({"all": [{"fact": "medications", "equals": "insulin"},
                  {"not": {"fact": "medications", "in": ["insulin", "beta_blocker"]}}]}, False),
        ({"all": [{"condition": "sciatica"}, {"not": {"condition": "sciatica"}}]}, False),
        ({"all": [{"condition": "sciatica"}, {"not": ACUTE}]}, True),
        ({"all": [{"condition": "obesity_class3"}, {"fact": "bmi", "at_most": 20}]}, True),
        ({"all": [{"not": {"condition": "obesity_class3"}}, {"fact": "bmi", "at_least": 45}]}, False),
        ({"all": [{"criterion": "postop_ge_6w"}, {"fact": "weeks_since_surgery", "at_most": 3}]},
         False),
        ({"all": [{"trial": "pain_on_attempt", "muscle": "@tested", "side": "@tested"},
                  {"trial": "full_range", "muscle": "@tested", "side": "@tested"}]}, False),
        ({"all": [{"trial": "pain_on_attempt"}, {"trial": "full_range"}]}, True),
        ({"response": "peripheralises"}, True),
    ],
)  # fmt: skip
def test_can_hold(catalog, tree, wanted):
    assert can_hold(node(tree), catalog) is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (OLD, YOUNG, False),
        (OLD, {"fact": "age", "at_least": 75}, True),
        (OLD, ACUTE, True),
        # a stage that is not recorded may follow from answers that fit two
        (ACUTE, SETTLED, True),
        ({"condition": "hip_replacement", "stage": ["wk0_2"]},
         {"condition": "hip_replacement", "stage": ["wk6_12"]}, False),
    ],
)  # fmt: skip
def test_together(catalog, one, other, wanted):
    assert can_both_hold(worlds(node(one), catalog), worlds(node(other), catalog)) is wanted


@pytest.mark.parametrize(
    ("tree", "from_", "wanted"),
    [
        (OLD, {"fact": "age", "at_least": 75}, True),
        ({"fact": "age", "at_least": 75}, OLD, False),
        ({"any": [OLD, YOUNG]}, ACUTE, True),
        (OLD, {"all": [OLD, ACUTE]}, True),
        ({"condition": "sciatica"}, ACUTE, True),
        (ACUTE, {"condition": "sciatica"}, False),
        ({"condition": "older_adult_75"}, {"fact": "age", "at_least": 80}, True),
    ],
)
def test_follows(catalog, tree, from_, wanted):
    assert follows(node(tree), node(from_), catalog) is wanted


def test_what_never_holds_together_is_never_seen_together(catalog):
    """Whatever the engine finds true together must be possible together."""
    rules = [rule for rule in catalog.rules.values() if "fires" in rule.cases]
    found = {rule.id: worlds(rule.when, catalog) for rule in rules}
    people = []
    for rule in rules[::7]:
        case = rule.cases["fires"]
        people.append(
            Answers(
                facts=dict(case.get("facts") or {}),
                conditions={
                    name: RecordedCondition(stage=record.get("stage"))
                    for name, record in (case.get("conditions") or {}).items()
                },
                trials=(),
                criteria=dict(case.get("criteria") or {}),
            )
        )
    for person in people:
        true = [rule.id for rule in rules if truth(rule.when, person, catalog) is True]
        for one, other in product(true, true):
            assert can_both_hold(found[one], found[other]), (one, other)
