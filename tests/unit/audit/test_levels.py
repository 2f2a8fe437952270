from __future__ import annotations

from planner.audit.evaluator import World
from planner.audit.levels import derive_levels, level_of, rank
from planner.domain.answers import Answers
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
