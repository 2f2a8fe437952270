"""Hard constraint families. Each module has one `add(variables)` and a stable name."""

from __future__ import annotations

from planner.solver.constraints import (
    absence,
    at_once,
    capacity,
    endurance,
    first_demands,
    frequency,
    guarded,
    minutes_caps,
    missed,
    muscle_rest,
    new_items,
    one_variable,
    rest_day,
    sequence,
    set_growth,
    side_balance,
    stretch_share,
    stretch_warm,
)

FAMILIES = (
    frequency,
    capacity,
    endurance,
    muscle_rest,
    rest_day,
    new_items,
    at_once,
    first_demands,
    stretch_share,
    stretch_warm,
    set_growth,
    side_balance,
    sequence,
    absence,
    minutes_caps,
    one_variable,
    missed,
)
DEMANDS = guarded
# Families of which a conflict may name rows.
NAMED = (capacity, first_demands)
