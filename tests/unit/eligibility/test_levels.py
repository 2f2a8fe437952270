import pytest

from planner.eligibility import person_levels
from tests.support.people import CATALOG, healthy, without

STRENGTH_TESTS = ("can_rise_without_hands", "chair_stand_below_norm", "chair_stand_30s")


@pytest.mark.parametrize(
    ("facts", "component", "wanted"),
    [
        ({}, "endurance", "novice"),
        ({"continuous_walk_minutes": 5}, "endurance", "deconditioned"),
        (
            {"regular_exerciser": True, "months_regular_exercise": 6, "active_minutes_week": 120},
            "endurance",
            "intermediate",
        ),
        (
            {"regular_exerciser": True, "months_regular_exercise": 14, "active_minutes_week": 220},
            "endurance",
            "experienced",
        ),
        # The lowest level wins even when a higher test is true as well.
        (
            {"pain_rise_walking_5min": 3, "months_regular_exercise": 14, "regular_exerciser": True},
            "endurance",
            "deconditioned",
        ),
        ({"months_resistance_training": 30}, "strength", "experienced"),
        (
            {"can_rise_without_hands": False, "months_resistance_training": 30},
            "strength",
            "deconditioned",
        ),
    ],
)
def test_levels_by_test(facts, component, wanted):
    assert person_levels(CATALOG, healthy(**facts))[component] == wanted


@pytest.mark.parametrize(("age", "wanted"), [(40, "novice"), (64, "novice"), (65, "deconditioned")])
def test_without_any_test_the_age_decides(age, wanted):
    answers = without(healthy(age=age), *STRENGTH_TESTS)
    assert person_levels(CATALOG, answers)["strength"] == wanted


def test_one_answered_test_is_enough_to_be_tested():
    answers = without(healthy(age=70), "chair_stand_below_norm", "chair_stand_30s")
    assert person_levels(CATALOG, answers)["strength"] == "novice"


def test_components_that_follow_others_take_the_lower():
    found = person_levels(CATALOG, healthy(continuous_walk_minutes=5, months_resistance_training=9))
    assert (found["endurance"], found["strength"]) == ("deconditioned", "intermediate")
    assert found["stretch"] == found["mobility"] == found["weight_loss"] == "deconditioned"
    assert found["motor_control"] == "intermediate"


def test_every_component_has_a_level():
    assert set(person_levels(CATALOG, healthy())) == set(CATALOG.vocabulary["components"])
