import pytest

from planner.knowledge.messages import messages_of
from planner.knowledge.model import Target
from planner.knowledge.words import target_words
from planner.rules import firings
from planner.screening.limits import sentence, told_limits
from tests.support.people import CATALOG, having, healthy

MESSAGES = messages_of(CATALOG)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (Target(any=True), "everything"),
        (Target(component=("endurance", "strength")), "endurance and strength"),
        (Target(tag=("walking",), family=("big3",)), "the ladder big3; walking items"),
        (Target(impact_above="low"), "impact above low"),
        (Target(activity=("@tested",)), "the stretch that was tried"),
        (
            Target(component=("balance",), except_=Target(tag=("walking",))),
            "balance, except walking items",
        ),
    ],
)
def test_a_target_in_words(target, wanted):
    assert target_words(target, CATALOG, MESSAGES) == wanted


def told(answers):
    found = told_limits(CATALOG, answers, firings(CATALOG, answers))
    return {(limit.rule, limit.quantity): limit for limit in found}


def test_a_limit_names_its_number_its_target_and_its_reason():
    found = told(having(healthy(angina_threshold_hr=120), coronary_artery_disease="controlled"))
    limit = found["cr_152", "heart_rate"]
    assert (limit.value, limit.unit) == (110, "bpm")
    assert limit.text.startswith("Heart rate at most 110 beats a minute.")
    assert limit.text.endswith(CATALOG.rules["cr_152"].why.patient)


def test_a_limit_that_cannot_be_worked_out_says_how():
    found = told(having(healthy(), coronary_artery_disease="controlled"))
    assert found["cr_152", "heart_rate"].value == "angina threshold hr - 10"


def test_floors_are_told_too():
    assert ("pop_shift_worker_1", "sleep_hours") in told(healthy(shift_pattern="night"))


def test_numbers_that_only_the_planner_needs_are_left_out():
    quantities = {quantity for _, quantity in told(healthy())}
    assert quantities.isdisjoint({"new_items_per_week", "sets", "reps", "stretch_share_pct"})


@pytest.mark.parametrize(
    ("quantity", "value", "words"),
    [
        ("heart_rate", 110.0, "Heart rate at most 110 beats a minute."),
        ("external_load_kg", 2.5, "At most 2.5 kg in the hands or on the back."),
        ("intensity_class", "very_light", "Go no harder than very light."),
        ("range_of_motion", "half", "Move in half only."),
        (
            "heart_rate",
            None,
            "Heart rate at most the limit that your clinician gives you beats a minute.",
        ),
    ],
)
def test_a_limit_in_words(quantity, value, words):
    assert sentence(CATALOG, quantity, value) == words
