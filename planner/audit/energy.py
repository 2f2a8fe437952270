"""Body mass over time: the linear model of Hall 2011, from the equations in the catalog.

Source: catalog/energy_model.yaml (hall_2011_appendix, equations 8 and 10 to 17; mifflin_1990;
jackson_2002). The coefficients are read from the text of the equations there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.intake import FactValue
from planner.domain.units import PERCENT

FEMALE, MALE = "female", "male"
TERM = re.compile(r"([+-]?)\s*(\d+(?:\.\d+)?)(?:\*([a-zA-Z]+(?:\([a-zA-Z]+\))?))?")


@dataclass(frozen=True)
class Body:
    """What the model needs to know of a person. `sex` chooses the formulas."""

    sex: str
    kg: float
    cm: float
    age: float

    @property
    def bmi(self) -> float:
        """Body mass index, kg/m2."""
        metres = self.cm / PERCENT
        return self.kg / (metres * metres)


def bodies(facts: Mapping[str, FactValue]) -> list[Body]:
    """The person, once for each formula that may be used (both if the sex is unspecified)."""
    numbers = [facts.get(name) for name in ("weight_kg", "height_cm", "age")]
    if not all(isinstance(number, int | float) for number in numbers) or "sex" not in facts:
        return []
    kg, cm, age = (float(str(number)) for number in numbers)
    sex = str(facts["sex"])
    return [Body(s, kg, cm, age) for s in ((sex,) if sex in (FEMALE, MALE) else (FEMALE, MALE))]


def resting_kcal(model: Mapping[str, Any], body: Body) -> float:
    """Resting metabolic rate, kcal a day (mifflin_1990)."""
    formulas = model["formulas"]["rmr_mifflin"]
    text = formulas[body.sex[0]]
    return _linear(text, {"kg": body.kg, "cm": body.cm, "age": body.age})


def expected_kg(
    model: Mapping[str, Any], body: Body, pal: float, deficit: float, exercise: float, days: float
) -> float:
    """Body mass after some days of a constant deficit and exercise.

    Args:
        model: the energy model of the catalog.
        body: the person at the start.
        pal: physical activity level.
        deficit: kcal a day less than was eaten before.
        exercise: net kcal a day of the exercise of the plan.
        days: days from the start.
    """
    value = {entry["id"]: float(entry["value"]) for entry in model["parameters"]}
    per_kcal = float(model["kj_per_kcal"])
    beta = value["beta_AT"] + value["beta_TEF"]
    alpha = value["C_forbes_kg"] / fat_kg(model, body)
    delta = ((1 - value["beta_TEF"]) * pal - 1) * resting_kcal(model, body) / body.kg
    delta += exercise / body.kg
    stored = value["eta_F_kJ_kg"] + value["rho_F_kJ_kg"]
    stored += alpha * (value["eta_L_kJ_kg"] + value["rho_L_kJ_kg"])
    rho = stored / ((1 - beta) * (1 + alpha)) / per_kcal
    tissue = (value["gamma_F_kJ_kg_day"] + alpha * value["gamma_L_kJ_kg_day"]) / (1 + alpha)
    epsilon = (tissue / per_kcal + delta) / (1 - beta)
    drive = -deficit - exercise / (1 - beta)
    return body.kg + drive / epsilon * (1 - math.exp(-days * epsilon / rho))


def fat_kg(model: Mapping[str, Any], body: Body) -> float:
    """Fat mass at the start (jackson_2002), kept inside the share that the catalog names."""
    fat = model["initial_fat_mass"]
    inner = fat[body.sex].partition("(")[-1].rpartition(")")[0]
    share = _linear(inner, {"age": body.age, "ln(BMI)": math.log(body.bmi)})
    low, high = (float(percent) for percent in fat["clamp_pct"])
    return body.kg * min(max(share, low), high) / PERCENT


def _linear(text: str, values: Mapping[str, float]) -> float:
    """Value of a sum such as `9.99*kg + 6.25*cm - 161`."""
    total = 0.0
    for sign, number, name in TERM.findall(text):
        term = float(number) * (values[name] if name else 1)
        total += -term if sign == "-" else term
    return total
