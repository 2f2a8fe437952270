import pytest

from planner.domain.answers import Answers
from planner.knowledge.model import Limit, Target
from planner.rules import limit_value


def limit(**fields):
    return Limit(quantity="heart_rate", target=Target(any=True), unit="bpm", **fields)


@pytest.mark.parametrize(
    ("fields", "facts", "wanted"),
    [
        ({"value": 5}, {}, 5),
        ({"value": 0}, {}, 0),
        ({"value": "light"}, {}, "light"),
        ({"value_formula": "angina_threshold_hr - 10"}, {"angina_threshold_hr": 120}, 110),
        ({"value_formula": "angina_threshold_hr - 10"}, {}, None),
        (
            {"value_formula": "angina_threshold_hr - 10, else resting_hr + 20"},
            {"resting_hr": 70},
            90,
        ),
        (
            {"value_formula": "angina_threshold_hr - 10, else resting_hr + 20"},
            {"resting_hr": 70, "angina_threshold_hr": 120},
            110,
        ),
        ({"value_formula": "max(ref + 1, 1.25 * ref)"}, {"ref": 4}, None),
        ({"value_from": "ramps.orthotic_standard"}, {}, None),
    ],
)
def test_values(fields, facts, wanted):
    assert limit_value(limit(**fields), Answers(facts=facts)) == wanted
