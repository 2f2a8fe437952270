import pytest

from planner.knowledge.model import Node
from planner.rules import describe, trace
from tests.support.people import CATALOG, healthy, without


def test_every_node_stands_with_its_truth():
    rule = CATALOG.rules["prg_moderate_to_vigorous"]
    [gate] = [effect.gate for effect in rule.then if effect.gate is not None]
    found = trace(gate.open_when, healthy(), CATALOG)
    assert (found.text, found.truth) == ("all of", False)
    criterion, other = found.parts
    assert (criterion.text, criterion.truth) == ("criterion vigorous_gate", False)
    assert [part.text for part in criterion.parts] == ["all of"]
    assert (other.text, other.truth) == ("any of", True)


def test_unknown_is_shown_as_unknown():
    found = trace(Node(fact="fever", equals=True), without(healthy(), "fever"), CATALOG)
    assert (found.text, found.truth) == ("fever is True", None)


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (Node(not_=Node(fact="fever", equals=True)), "not"),
        (Node(fact="sex", in_=("female", "unspecified")), "sex is one of female, unspecified"),
        (Node(fact="bmi", between=(25, 29.99)), "bmi is from 25 to 29.99"),
        (Node(fact="age", at_least=65), "age >= 65"),
        (Node(fact="age", at_most=64), "age <= 64"),
        (Node(condition="sciatica", stage=("settling",)), "condition sciatica (settling)"),
        (
            Node(trial=("short", "full_range"), muscle="soleus", side="left"),
            "trial short, full_range (soleus, left)",
        ),
        (Node(response="centralises"), "response centralises"),
    ],
)
def test_nodes_in_short(node, wanted):
    assert describe(node) == wanted
