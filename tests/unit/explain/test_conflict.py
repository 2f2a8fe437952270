import pytest

from planner.errors import BadCatalog
from planner.explain import Demand, conflict_text, messages_of
from planner.knowledge import load_catalog

MESSAGES = messages_of(load_catalog())


def test_demands_are_numbered_and_name_a_way_out() -> None:
    text = conflict_text(
        (
            Demand(family="window_capacity", values={"minutes": 20, "week": 1}),
            Demand(
                family="required_days",
                values={
                    "what": "balance",
                    "days": 3,
                    "week": 1,
                    "because": "Balance work lowers the chance of a fall",
                    "rule": "cr_180",
                },
            ),
        ),
        MESSAGES,
    )
    assert "1. sessions fit into the free times (20 minutes in week 1)" in text
    assert "2. balance on at least 3 days in week 1: Balance work lowers the chance" in text
    assert "[cr_180]" in text
    assert "-> offer free times on 3 days of the week" in text


def test_a_rule_without_a_sentence_speaks_for_itself() -> None:
    text = conflict_text((Demand(family="cr_067:per_week", text="Walk every day"),), MESSAGES)
    assert "1. Walk every day" in text


def test_a_number_that_the_sentence_needs_must_be_given() -> None:
    with pytest.raises(BadCatalog, match="minutes"):
        conflict_text((Demand(family="window_capacity"),), MESSAGES)
