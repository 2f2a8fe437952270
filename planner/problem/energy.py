"""Forecast of body mass by Hall's linearised adult model (Hall 2011, webappendix eq. 8, 10-17)."""

from __future__ import annotations

import math

from msgspec import Struct

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.knowledge import Catalog


class Person(Struct, frozen=True, kw_only=True):
    """What the model reads of a person; `pal` is the physical activity level at the start."""

    sex: str
    age: int
    weight_kg: float
    height_cm: float
    pal: float


class Model(Struct, frozen=True, kw_only=True):
    """The linear model of one person: kcal a day and kg; `rmr` by Mifflin."""

    weight_kg: float
    rmr: float
    rho: float
    epsilon: float
    beta: float

    def weight(self, intake_change: float, exercise: float, week: int) -> float:
        """Body mass (kg) after `week` weeks of a constant change of intake and net exercise.

        Args:
            intake_change: kcal a day against the baseline; negative = less.
            exercise: net kcal a day on top of the baseline.
            week: weeks from the start.
        """
        drive = intake_change - exercise / (1 - self.beta)
        share = 1 - math.exp(-week * DAYS_PER_WEEK * self.epsilon / self.rho)
        return self.weight_kg + drive / self.epsilon * share


def resting_rate(catalog: Catalog, person: Person) -> float:
    """Resting metabolic rate in kcal a day (Mifflin 1990)."""
    row = catalog.energy["mifflin"]
    return float(
        row["per_kg"] * person.weight_kg
        + row["per_cm"] * person.height_cm
        - row["per_year"] * person.age
        + row["constant"][_formula_sex(person)]
    )


def model(catalog: Catalog, person: Person, exercise: float) -> Model:
    """The model of one person who adds `exercise` net kcal a day.

    Source: hall_2011_appendix; initial fat mass by jackson_2002 as the appendix uses it.
    """
    numbers = {row["id"]: row["value"] for row in catalog.energy["parameters"]}
    per_kcal = catalog.energy["kj_per_kcal"]
    rmr = resting_rate(catalog, person)
    fat = _fat_mass(catalog, person)
    alpha = numbers["C_forbes_kg"] / fat
    beta = numbers["beta_TEF"] + numbers["beta_AT"]
    delta = ((1 - numbers["beta_TEF"]) * person.pal - 1) * rmr / person.weight_kg
    delta += exercise / person.weight_kg
    tissue = numbers["eta_F_kJ_kg"] + numbers["rho_F_kJ_kg"]
    tissue += alpha * (numbers["eta_L_kJ_kg"] + numbers["rho_L_kJ_kg"])
    gamma = numbers["gamma_F_kJ_kg_day"] + alpha * numbers["gamma_L_kJ_kg_day"]
    return Model(
        weight_kg=person.weight_kg,
        rmr=rmr,
        rho=tissue / ((1 - beta) * (1 + alpha)) / per_kcal,
        epsilon=(gamma / (1 + alpha) / per_kcal + delta) / (1 - beta),
        beta=beta,
    )


def _formula_sex(person: Person) -> str:
    return person.sex if person.sex in ("female", "male") else "female"


def _fat_mass(catalog: Catalog, person: Person) -> float:
    row = catalog.energy["fat_mass"]
    sex = row[_formula_sex(person)]
    height = person.height_cm / PERCENT
    bmi = person.weight_kg / (height * height)
    share = row["per_year"] * person.age + sex["per_ln_bmi"] * math.log(bmi) - sex["constant"]
    return float(max(share, row["least_pct"]) * person.weight_kg / PERCENT)
