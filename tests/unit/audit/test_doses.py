"""Which dose of the catalog is that of the person."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from planner.audit.doses import dose_of, dose_rows, endurance_rows
from tests.support.audits import case_of
from tests.support.people import CATALOG
from tests.support.plans import valid

DOSE = CATALOG.activities["sit_to_stand"].dose["novice"]
NAMES = ("any_level", "deconditioned", "novice", "intermediate", "experienced")
# Told apart by their sets.
DOSES = {name: changed(DOSE, sets=number) for number, name in enumerate(NAMES)}


@pytest.mark.parametrize(
    ("levels", "own"),
    [
        (("novice",), "novice"),
        (("deconditioned", "novice", "intermediate"), "novice"),
        (("novice", "deconditioned"), "novice"),
        # The next lower one, and never a higher one.
        (("deconditioned", "intermediate"), "deconditioned"),
        (("intermediate", "experienced"), None),
        (("experienced", "any_level"), "any_level"),
        (("any_level", "novice"), "any_level"),
        ((), None),
    ],
)
def test_a_dose_is_that_of_the_level_or_the_next_lower_one(levels, own: str | None) -> None:
    """The person is a novice."""
    squat = changed(CATALOG.activities["sit_to_stand"], dose={n: DOSES[n] for n in levels})
    found = dose_of(case_of(valid()), squat)
    assert found == (None if own is None else DOSES[own])


def test_the_level_is_that_of_the_component() -> None:
    """Weak in the legs, and no worse on foot."""
    weak = case_of(valid().with_facts(can_rise_without_hands=False))
    assert weak.levels["endurance"] == "novice"
    assert {row.level for row in dose_rows(weak, "strength")} == {"deconditioned"}
    assert {row.component for row in dose_rows(weak, "strength")} == {"strength"}
    assert {row.level for row in endurance_rows(weak)} == {"novice"}
    assert {row.component for row in endurance_rows(weak)} == {"endurance"}
    levels = {name: dose for name, dose in DOSES.items() if name != "any_level"}
    squat = changed(CATALOG.activities["sit_to_stand"], dose=levels)
    assert dose_of(weak, squat) == DOSES["deconditioned"]


@pytest.mark.parametrize(("age", "number"), [(17, 0), (18, 1), (49, 1), ("old", 4)])
def test_what_is_no_age_of_a_row_has_none(age: object, number: int) -> None:
    assert len(endurance_rows(case_of(valid().with_facts(age=age)))) == number
