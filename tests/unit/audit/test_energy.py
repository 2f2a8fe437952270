from __future__ import annotations

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
