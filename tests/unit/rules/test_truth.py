"""The truth tables, and what may never change when an answer is added."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.documents import load_yaml
from planner.domain.answers import Answers
from planner.knowledge.model import Node
from planner.rules import conjunction, disjunction, negate, truth, unknown_facts
from tests.support.cases import case_answers
from tests.support.people import CATALOG

TABLES = load_yaml(Path(__file__).parents[2] / "spec" / "three_valued.yaml").data
LEAVES = ("facts", "conditions", "criteria", "trials", "responses")
WORDS = {"unknown": None}


def three(value):
    return WORDS.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("row", TABLES["not"])
def test_not(row):
    assert negate(three(row["value"])) is three(row["is"])


@pytest.mark.parametrize("row", TABLES["all"])
def test_all(row):
    assert conjunction(three(value) for value in row["values"]) is three(row["is"])


@pytest.mark.parametrize("row", TABLES["any"])
def test_any(row):
    assert disjunction(three(value) for value in row["values"]) is three(row["is"])


@pytest.mark.parametrize("row", [row for name in LEAVES for row in TABLES[name]])
def test_leaf(row):
    node = msgspec.convert(row["leaf"], Node)
    known = truth(node, case_answers(row), CATALOG, resolve=row.get("resolved", False))
    assert known is three(row["is"])


def test_the_tables_are_complete():
    values = [True, False, "unknown"]
    pairs = [[a, b] for a in values for b in values]
    for name in ("all", "any"):
        written = [row["values"] for row in TABLES[name]]
        assert all(pair in written for pair in pairs)


FACTS = ("fever", "severe_trauma", "tearing_pain")
leaves = st.sampled_from([Node(fact=fact, equals=True) for fact in FACTS])
trees = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.builds(lambda parts: Node(all=tuple(parts)), st.lists(below, max_size=3)),
        st.builds(lambda parts: Node(any=tuple(parts)), st.lists(below, max_size=3)),
        st.builds(lambda part: Node(not_=part), below),
    ),
    max_leaves=8,
)
values = st.dictionaries(st.sampled_from(FACTS), st.booleans())


@given(trees, values, values)
def test_a_further_answer_never_turns_true_into_false(tree, some, more):
    before = truth(tree, Answers(facts=some), CATALOG)
    after = truth(tree, Answers(facts={**more, **some}), CATALOG)
    assert before is None or before is after


@given(trees, values)
def test_an_unknown_tree_names_what_to_ask(tree, some):
    answers = Answers(facts=some)
    asked = unknown_facts(tree, answers, CATALOG)
    assert bool(asked) == (truth(tree, answers, CATALOG) is None)
    assert not set(asked) & set(some)


@given(trees, values)
def test_answering_what_is_asked_decides_the_tree(tree, some):
    asked = unknown_facts(tree, Answers(facts=some), CATALOG)
    answers = Answers(facts={**some, **dict.fromkeys(asked, False)})
    assert truth(tree, answers, CATALOG) is not None


def test_an_unknown_condition_names_the_facts_below_it():
    node = Node(condition="pregnancy", stage=("trimester2",))
    assert unknown_facts(node, Answers(facts={}), CATALOG) == ("pregnancy_weeks",)


def test_a_condition_that_is_recorded_is_not_asked_for_by_how_it_is_derived():
    """Only its stage is missing; whether it is present was answered."""
    node = Node(condition="hypertension", side="left", stage=())
    derived = Node(fact="fever", equals=True)
    conditions = {
        name: replace(c, derived_when=derived) if name == "hypertension" else c
        for name, c in CATALOG.conditions.items()
    }
    catalog = replace(CATALOG, conditions=conditions)
    recorded = case_answers({"conditions": {"hypertension": {}}})
    assert unknown_facts(node, recorded, catalog) == ("hypertension",)
    assert unknown_facts(node, Answers(facts={}), catalog) == ("fever",)


@pytest.mark.parametrize(
    ("fields", "value", "error"),
    [({}, 5, ValueError), ({"at_least": 5}, "many", TypeError), ({"at_most": 5}, "few", TypeError)],
)
def test_a_leaf_that_compares_nothing_or_no_number_is_an_error(fields, value, error):
    with pytest.raises(error, match="age"):
        truth(Node(fact="age", **fields), Answers(facts={"age": value}), CATALOG)


def test_a_tree_without_an_operator_is_an_error():
    with pytest.raises(ValueError, match="closed operators"):
        truth(Node(), Answers(facts={}), CATALOG)


def test_a_derived_condition_without_a_test_of_its_stage_is_unknown():
    sure = Answers(facts={"pregnancy_weeks": 20})
    assert truth(Node(condition="pregnancy", stage=("no_such_stage",)), sure, CATALOG) is None
    assert truth(Node(condition="pregnancy", stage=("trimester2",)), sure, CATALOG) is True


def test_a_decided_part_is_not_asked_for():
    node = Node(all=(Node(fact="fever", equals=True), Node(fact="severe_trauma", equals=True)))
    assert unknown_facts(node, Answers(facts={"fever": True}), CATALOG) == ("severe_trauma",)


def test_a_stage_without_a_test_names_the_condition():
    node = Node(condition="facet_syndrome", stage=("flare",))
    answers = case_answers({"conditions": {"facet_syndrome": {}}})
    assert unknown_facts(node, answers, CATALOG) == ("facet_syndrome",)


def test_trials_and_responses_that_were_not_asked_are_named():
    answers = Answers(facts={}, trials=None, responses=None)
    node = Node(all=(Node(trial="short", muscle="soleus"), Node(response="centralises")))
    assert unknown_facts(node, answers, CATALOG) == ("stretch_trials", "responses")
