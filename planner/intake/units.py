"""Units other than the catalog's that an intake may use, and how they are converted.

Factors are exact by definition (international yard and pound agreement, 1959); glucose uses the
molar mass of glucose, 180.16 g/mol.
"""

from __future__ import annotations

from typing import NamedTuple

KG_PER_LB = 0.45359237
LB_PER_STONE = 14
CM_PER_IN = 2.54
MM_PER_IN = 25.4
CM_PER_M = 100
MM_PER_CM = 10
MG_DL_PER_MMOL_L = 18.016
FAHRENHEIT_AT_FREEZING = 32
CELSIUS_PER_FAHRENHEIT = 5 / 9

# More decimals than any instrument of an intake shows, so that equal inputs stay equal.
DECIMALS = 3


class Conversion(NamedTuple):
    """`(value - zero) * factor` gives the value of the metric key."""

    metric: str
    factor: float
    zero: float = 0


CONVERSIONS = {
    "weight_lb": Conversion("weight_kg", KG_PER_LB),
    "weight_st": Conversion("weight_kg", KG_PER_LB * LB_PER_STONE),
    "height_in": Conversion("height_cm", CM_PER_IN),
    "height_m": Conversion("height_cm", CM_PER_M),
    "waist_in": Conversion("waist_cm", CM_PER_IN),
    "temperature_f": Conversion("temperature_c", CELSIUS_PER_FAHRENHEIT, FAHRENHEIT_AT_FREEZING),
    "glucose_mmol_l": Conversion("glucose_mg_dl", MG_DL_PER_MMOL_L),
    "equipment_max_user_lb": Conversion("equipment_max_user_kg", KG_PER_LB),
    "lld_in": Conversion("lld_mm", MM_PER_IN),
    "lld_cm": Conversion("lld_mm", MM_PER_CM),
    "measured_in": Conversion("measured_mm", MM_PER_IN),
    "measured_cm": Conversion("measured_mm", MM_PER_CM),
    "target_lb": Conversion("target_kg", KG_PER_LB),
}


def metric(conversion: Conversion, value: float) -> float:
    """A value in the metric unit of the catalog."""
    found = round((value - conversion.zero) * conversion.factor, DECIMALS)
    return int(found) if found == int(found) else found


def other_unit(conversion: Conversion, value: float) -> float:
    """A metric value in the unit that the person used (for error messages)."""
    return round(value / conversion.factor + conversion.zero, 1)
