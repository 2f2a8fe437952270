"""Caps and floors: one value, of the right kind, in a unit of the quantity."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.formula import Formula
from planner.knowledge.model import Limit
from planner.knowledge.spot import Spot

_GIVEN = ("value", "value_from", "value_formula")
_WORDS = "class"
_NUMBERS = ("int", "number")


def check_limit(limit: Limit, here: Spot, catalog: Catalog) -> None:
    """The body of a cap or floor."""
    given = [key for key in _GIVEN if getattr(limit, key) is not None]
    here.need(len(given) == 1, f"give exactly one of {', '.join(_GIVEN)}")
    _check_unit(limit, here, catalog)
    if limit.value is not None:
        _check_value(limit.value, limit, here.at("value"), catalog)
    if limit.value_from is not None and catalog.ramps.of(limit.value_from) is None:
        here.at("value_from").bad(f"there is no ramp '{limit.value_from}' in catalog/ramps")
    if limit.value_formula is not None:
        _check_formula(limit.value_formula, here.at("value_formula"), catalog)
    if limit.groups is not None and limit.groups != "all":
        groups = (limit.groups,) if isinstance(limit.groups, str) else limit.groups
        majors = catalog.vocabulary["muscle_groups_major"]
        here.all_known("groups", groups, majors, "muscle group")


def _check_unit(limit: Limit, here: Spot, catalog: Catalog) -> None:
    quantity = catalog.vocabulary["quantities"].get(limit.quantity)
    if quantity is not None and limit.unit in catalog.vocabulary["units"]:
        text = f"{limit.quantity} is given in {' or '.join(quantity.units)}, not in {limit.unit}"
        here.at("unit").need(limit.unit in quantity.units, text)


def _check_value(value: int | float | str, limit: Limit, here: Spot, catalog: Catalog) -> None:
    if limit.unit != _WORDS:
        number = isinstance(value, int | float) and value >= 0
        here.need(number, f"{limit.quantity} is a number, 0 or more")
    elif limit.quantity == "intensity_class":
        here.known(str(value), catalog.intensity_classes, "intensity class")
    else:
        quantity = catalog.vocabulary["quantities"].get(limit.quantity)
        here.known(str(value), quantity.words if quantity else (), f"value of {limit.quantity}")


def _check_formula(formula: Formula, here: Spot, catalog: Catalog) -> None:
    names = Formula.OPERATORS
    found = [name for name in names if getattr(formula, name) is not None]
    here.need(len(found) == 1, f"give exactly one of {', '.join(names)}")
    for index, term in enumerate(formula.first_known or ()):
        place = here.at("first_known", index, "fact")
        if place.known(term.fact, catalog.facts, "fact"):
            text = f"{term.fact} is no number"
            place.need(catalog.facts[term.fact].type in _NUMBERS, text)
    if formula.share_of is not None:
        place, share = here.at("share_of"), formula.share_of
        place.at("quantity").known(share.quantity, catalog.vocabulary["quantities"], "quantity")
        place.at("share").need(0 < share.share < 1, "a share lies between 0 and 1")
    if formula.least_intake is not None:
        place, sexes = here.at("least_intake", "by_sex"), catalog.facts["sex"].values
        for word in formula.least_intake.by_sex:
            place.at(word).known(word, sexes, "sex")
