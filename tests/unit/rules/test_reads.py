from planner.knowledge.model import Node
from planner.rules import conditions_in, reads
from tests.support.people import CATALOG


def test_facts_are_found_through_operators_criteria_and_conditions():
    node = Node(
        all=(
            Node(fact="age", at_least=65),
            Node(not_=Node(criterion="bp_controlled")),
            Node(any=(Node(condition="pregnancy", stage=("trimester2",)),)),
        )
    )
    assert reads(node, CATALOG) == {
        "age",
        "bp_controlled",
        "resting_sbp",
        "resting_dbp",
        "pregnancy_weeks",
    }


def test_a_condition_without_a_stage_reads_only_how_it_is_derived():
    assert reads(Node(condition="sciatica"), CATALOG) == frozenset()
    assert "leg_pain_max_7d" in reads(Node(condition="sciatica", stage=("settled",)), CATALOG)


def test_conditions_are_found_through_operators_and_criteria():
    node = Node(
        all=(
            Node(condition="pregnancy"),
            Node(not_=Node(condition="sciatica", stage=("settled",))),
            Node(fact="age", at_least=65),
        )
    )
    assert conditions_in(node, CATALOG) == {"pregnancy", "sciatica"}
