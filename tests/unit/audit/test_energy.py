from __future__ import annotations

import math
from typing import Any

import pytest

from planner.audit.energy import Body, bodies, expected_kg, fat_kg, resting_kcal
from tests.support.people import CATALOG

MODEL = CATALOG.energy


@pytest.mark.parametrize("example", MODEL["worked_examples"], ids=lambda e: e["id"])
def test_worked_examples(example: dict[str, Any]) -> None:
    given, expected = example["input"], example["expected"]
    body = Body(given["sex"], given["weight_kg"], given["height_cm"], given["age"])
    assert resting_kcal(MODEL, body) == pytest.approx(expected["RMR_kcal_day"], abs=0.01)
    assert fat_kg(MODEL, body) == pytest.approx(expected["F0_kg"], abs=0.01)
    deficit, exercise = -given["intake_change_kcal_day"], given["exercise_net_kcal_day"]
    for name, value in expected["weight_kg_linear"].items():
        days = 7 * int(name.removeprefix("week_"))
        found = expected_kg(MODEL, body, given["pal"], deficit, exercise, days)
        assert found == pytest.approx(value, abs=example["tolerance_kg"]["linear"])


def test_nothing_changes_without_a_deficit() -> None:
    body = Body("female", 80, 165, 50)
    assert expected_kg(MODEL, body, 1.4, 0, 0, 70) == pytest.approx(80)


def test_an_unspecified_sex_means_both_formulas() -> None:
    facts = {"weight_kg": 80, "height_cm": 165, "age": 50}
    assert bodies(facts) == []
    assert [b.sex for b in bodies({**facts, "sex": "unspecified"})] == ["female", "male"]
    assert [b.sex for b in bodies({**facts, "sex": "male"})] == ["male"]


# Round numbers: alpha 10/20 = 0.5, beta 0.2, and so on in the test below.
SIMPLE = {
    "kj_per_kcal": 4,
    "formulas": {"rmr_mifflin": {"m": "10*kg", "f": "9*kg - 2*age + 0.5*cm"}},
    "initial_fat_mass": {"male": "kg/100*(25)", "female": "kg/100*(10*ln(BMI) + 1*age)",
                         "clamp_pct": [20, 60]},
    "parameters": [
        {"id": name, "value": value}
        for name, value in {
            "beta_AT": 0.1, "beta_TEF": 0.1, "C_forbes_kg": 10, "eta_F_kJ_kg": 100,
            "rho_F_kJ_kg": 900, "eta_L_kJ_kg": 200, "rho_L_kJ_kg": 800,
            "gamma_F_kJ_kg_day": 4, "gamma_L_kJ_kg_day": 8,
        }.items()
    ],
}  # fmt: skip
MAN = Body("male", 80, 200, 40)


def test_body_mass_follows_the_equations() -> None:
    """delta 0.35 * 10 + 1 = 4.5; rho 1500 / (0.8 * 1.5) / 4 = 312.5; tissue 8 / 1.5 / 4 = 4 / 3.

    epsilon (4 / 3 + 4.5) / 0.8 = 175 / 24; drive -500 - 80 / 0.8 = -600; 30 * epsilon / rho = 0.7.
    """
    expected = 80 - 600 * 24 / 175 * (1 - math.exp(-0.7))
    assert expected_kg(SIMPLE, MAN, 1.5, 500, 80, 30) == pytest.approx(expected)
    assert expected_kg(SIMPLE, MAN, 1.5, 500, 80, 0) == 80
    assert expected_kg(SIMPLE, MAN, 1.5, -100, 80, 30) == pytest.approx(80)


def test_the_resting_rate_adds_and_takes_away() -> None:
    assert resting_kcal(SIMPLE, MAN) == 800
    # 9 * 60 - 2 * 30 + 0.5 * 160
    assert resting_kcal(SIMPLE, Body("female", 60, 160, 30)) == pytest.approx(560)


@pytest.mark.parametrize(
    ("kg", "age", "share"),
    [
        # Of a woman of 2 m the index is a quarter of her mass.
        (100, 20, 10 * math.log(25) + 20),
        (100, 30, 60),
        (4, 19, 20),
        (4, 21, 21),
    ],
)
def test_fat_stays_inside_the_share_of_the_catalog(kg: float, age: float, share: float) -> None:
    assert fat_kg(SIMPLE, Body("female", kg, 200, age)) == pytest.approx(kg * share / 100)


def test_the_index_is_mass_by_the_square_of_height() -> None:
    assert MAN.bmi == pytest.approx(20)
    assert len({MAN, Body("male", 80, 200, 40)}) == 1


@pytest.mark.parametrize("missing", ["weight_kg", "height_cm", "age", "sex"])
def test_a_body_is_known_as_a_whole(missing: str) -> None:
    facts = {"weight_kg": 80, "height_cm": 200, "age": 40, "sex": "male"}
    assert bodies(facts) == [MAN]
    assert bodies({name: value for name, value in facts.items() if name != missing}) == []
    assert bodies({**facts, "age": "old"}) == []
