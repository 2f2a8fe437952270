from planner.knowledge.model import Target
from planner.screening import screen
from planner.screening.limits import words
from tests.support.people import CATALOG, having, healthy


def limits(answers):
    found = screen(CATALOG, answers).limits
    return {(x.rule, x.quantity): (x.value, x.unit, x.target) for x in found}


def test_the_highest_heart_rate_is_worked_out():
    answers = having(healthy(angina_threshold_hr=118), coronary_artery_disease="controlled")
    heart_rate = limits(answers)["cr_152", "heart_rate"]
    assert heart_rate == (108, "bpm", "component: endurance, strength")


def test_an_unknown_heart_rate_stays_a_formula():
    found = limits(having(healthy(), coronary_artery_disease="controlled"))
    assert found["cr_152", "heart_rate"][0] == "angina_threshold_hr - 10"


def test_numbers_that_only_the_planner_needs_are_left_out():
    assert {quantity for _, quantity in limits(healthy())}.isdisjoint(
        {"new_items_per_week", "sets", "reps", "stretch_share_pct"}
    )


def test_targets_in_words():
    assert words(Target(any=True)) == "any"
    assert words(Target(tag=("walking",), impact_above="low")) == "tag: walking; impact above low"
