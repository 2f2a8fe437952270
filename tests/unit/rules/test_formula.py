"""Values of limits: the truth tables of the closed operators of a formula."""

import msgspec
import pytest

from planner.domain.answers import Answers
from planner.knowledge.formula import Formula
from planner.knowledge.model import Limit, Target
from planner.rules import formula_value, limit_value

ANGINA = {"first_known": [{"fact": "angina_threshold_hr", "add": -10}]}
EITHER = {"first_known": [*ANGINA["first_known"], {"fact": "resting_hr", "add": 20}]}
SHARE = {"share_of": {"quantity": "minutes_per_week", "share": 0.4}}
GROWTH = {"growth": {"add": 1, "factor": 1.25}}
RISE = {"rise": {"add": 100, "share": 0.35}}
AVAILABLE = {"available_minutes": True}
LEAST = {"least_intake": {"by_sex": {"female": 1200, "male": 1500}, "share_of_rmr": 0.8}}

TABLE = [
    # the first known fact, with its number; a number is never taken from a word or a yes
    (ANGINA, {"angina_threshold_hr": 120}, 110),
    (ANGINA, {"resting_hr": 70}, None),
    (ANGINA, {"angina_threshold_hr": True}, None),
    (ANGINA, {}, None),
    (EITHER, {"resting_hr": 70}, 90),
    (EITHER, {"resting_hr": 70, "angina_threshold_hr": 120}, 110),
    (EITHER, {}, None),
    # whole results are whole numbers, others keep their fraction, also below zero
    (ANGINA, {"angina_threshold_hr": 9.5}, -0.5),
    (ANGINA, {"angina_threshold_hr": 10.5}, 0.5),
    (ANGINA, {"angina_threshold_hr": 10}, 0),
    (EITHER, {"angina_threshold_hr": "fast", "resting_hr": 70}, 90),
    # a share of another quantity
    (SHARE, {"minutes_per_week": 150}, 60),
    (SHARE, {"minutes_per_week": 101}, 40.4),
    (SHARE, {"minutes_per_week": 0}, 0),
    (SHARE, {}, None),
    # the larger of a sum and a multiple of the reference week
    (GROWTH, {"reference": 2}, 3),
    (GROWTH, {"reference": 4}, 5),
    (GROWTH, {"reference": 8}, 10),
    (GROWTH, {}, None),
    (RISE, {"reference": 200}, 100),
    (RISE, {"reference": 400}, 140),
    (RISE, {"reference": 0}, 100),
    (RISE, {}, None),
    # what the date leaves
    (AVAILABLE, {"available_minutes": 45}, 45),
    (AVAILABLE, {}, None),
    # the larger of a least value by sex and a share of the resting rate; unknown sex: the strictest
    (LEAST, {"sex": "female", "resting_rate": 1400}, 1200),
    (LEAST, {"sex": "female", "resting_rate": 1600}, 1280),
    (LEAST, {"sex": "male", "resting_rate": 1400}, 1500),
    (LEAST, {"resting_rate": 1400}, 1500),
    (LEAST, {"sex": "female"}, None),
]


@pytest.mark.parametrize(("formula", "known", "wanted"), TABLE)
def test_operators(formula, known, wanted):
    assert formula_value(msgspec.convert(formula, Formula), known) == pytest.approx(wanted)


def test_a_whole_value_is_a_whole_number():
    found = formula_value(msgspec.convert(SHARE, Formula), {"minutes_per_week": 150})
    assert isinstance(found, int)


def test_every_operator_has_rows():
    assert {next(iter(formula)) for formula, _, _ in TABLE} == set(Formula.OPERATORS)


def limit(**fields):
    return msgspec.convert(
        {"quantity": "heart_rate", "target": {"any": True}, "unit": "bpm", **fields}, Limit
    )


@pytest.mark.parametrize(
    ("fields", "facts", "wanted"),
    [
        ({"value": 5}, {}, 5),
        ({"value": 0}, {}, 0),
        ({"value": "light"}, {}, "light"),
        ({"value_formula": ANGINA}, {"angina_threshold_hr": 120}, 110),
        ({"value_formula": GROWTH}, {"resting_hr": 70}, None),
        ({"value_from": "ramps.orthotic_standard"}, {}, None),
    ],
)
def test_values_of_limits(fields, facts, wanted):
    found = limit(**fields)
    assert found.target == Target(any=True)
    assert limit_value(found, Answers(facts=facts)) == wanted
