from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace as changed

from planner.audit.evaluator import World
from planner.audit.levels import _tested, derive_levels, level_of, rank
from planner.domain.answers import Answers
from planner.knowledge.model import Node
from tests.support.people import CATALOG, START, healthy


def levels(answers: Answers) -> dict[str, str]:
    return derive_levels(CATALOG, World(CATALOG, answers, answers.facts, START))


def test_untested_people_start_lower_from_65() -> None:
    assert levels(Answers(facts={"age": 40}))["strength"] == "novice"
    assert levels(Answers(facts={"age": 70}))["strength"] == "deconditioned"


def test_the_highest_level_that_holds() -> None:
    trained = healthy(regular_exerciser=True, months_regular_exercise=30, active_minutes_week=250)
    assert levels(trained)["endurance"] == "experienced"


def test_deconditioned_wins() -> None:
    weak = healthy(can_rise_without_hands=False, months_resistance_training=24)
    assert levels(weak)["strength"] == "deconditioned"


def test_other_components_take_the_lower_one() -> None:
    found = levels(healthy(can_rise_without_hands=False))
    assert found["endurance"] == "novice"
    assert found["stretch"] == "deconditioned"
    assert level_of(found, "nothing") == found["endurance"]


def test_ranks_rise() -> None:
    names = ("deconditioned", "novice", "intermediate", "experienced")
    assert [rank(CATALOG, name) for name in names] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("months", "level"),
    [(0, "novice"), (5, "novice"), (6, "intermediate"), (23, "intermediate"), (24, "experienced")],
)
def test_a_level_begins_with_its_months_of_training(months: int, level: str) -> None:
    assert levels(healthy(months_resistance_training=months))["strength"] == level


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        # Nothing but the age is known: untested.
        ({"age": 64}, "novice"),
        ({"age": 65}, "deconditioned"),
        ({}, "novice"),
        # Some answer is a test, whatever the age; where none holds, novice.
        ({"age": 70, "regular_exerciser": True}, "novice"),
        ({"age": 70, "regular_exerciser": False}, "novice"),
        ({"age": 70, "months_regular_exercise": 12, "active_minutes_week": 200}, "experienced"),
        ({"age": 70, "months_regular_exercise": 11, "active_minutes_week": 200}, "novice"),
        ({"regular_exerciser": True, "months_regular_exercise": 3, "active_minutes_week": 90},
         "intermediate"),
        ({"continuous_walk_minutes": 9, "months_regular_exercise": 12,
          "active_minutes_week": 200}, "deconditioned"),
    ],
)  # fmt: skip
def test_an_answer_tells_the_level_and_age_only_where_there_is_none(facts, level: str) -> None:
    assert levels(Answers(facts=facts))["endurance"] == level


def test_each_component_is_tested_by_itself() -> None:
    found = levels(Answers(facts={"age": 70, "regular_exerciser": False, "tandem_s": 10}))
    assert (found["endurance"], found["strength"]) == ("novice", "deconditioned")
    assert found["balance"] == "novice"
    # Of the lower ones of two the order does not matter.
    assert found["stretch"] == found["mobility"] == "deconditioned"
    assert found["motor_control"] == found["strength"]
    assert found["weight_loss"] == found["endurance"]
    assert level_of(found, "strength") == found["strength"]


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        # Nobody measured it: that is no proof.
        ({"regular_exerciser": True}, "novice"),
        ({"regular_exerciser": True, "resting_sbp": 120}, "experienced"),
        ({"regular_exerciser": True, "resting_sbp": 180}, "novice"),
    ],
)
def test_what_was_not_answered_proves_no_level(facts, level: str) -> None:
    """Whoever exercises and has no high blood pressure is experienced here."""
    part, *_ = CATALOG.dosing.level_assignment.components
    high = {"not": {"fact": "resting_sbp", "at_least": 180}}
    tree = {"all": [{"fact": "regular_exerciser", "equals": True}, high]}
    only = changed(part.levels[0], level="experienced", when=msgspec.convert(tree, Node))
    world = World(CATALOG, Answers(facts=facts), facts, START)
    assert _tested(CATALOG, world, changed(part, levels=(only,))) == level
