"""Does a value fit a fact: its type, its range, its list of values?"""

from __future__ import annotations

from planner.documents import hint
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.common import check_date
from planner.knowledge.model import Fact
from planner.knowledge.spot import Spot


def fact_values(fact: Fact, catalog: Catalog) -> tuple[str, ...]:
    """The closed list of a fact of type enum or list; empty where the type has none."""
    if fact.values_from is None:
        return fact.values
    return tuple(catalog.vocabulary.get(fact.values_from.removeprefix("vocabulary."), ()))


def check_value(value: object, fact: Fact, spot: Spot, catalog: Catalog) -> None:
    """One value (for a fact of type list: one entry of it)."""
    match fact.type:
        case "bool":
            spot.need(isinstance(value, bool), f"{fact.id} is true or false")
        case "int" | "number":
            _check_number(value, fact, spot)
        case "date":
            if isinstance(value, str):
                check_date(value, spot)
            else:
                spot.bad(f"{fact.id} is a date as YYYY-MM-DD")
        case _:
            values = fact_values(fact, catalog)
            if value not in values:
                text = f"unknown value '{value}' of {fact.id}{hint(str(value), values)}"
                spot.bad(text)


def _check_number(value: object, fact: Fact, spot: Spot) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        spot.bad(f"{fact.id} is a number")
    elif fact.range is not None and not fact.range[0] <= value <= fact.range[1]:
        low, high = fact.range
        spot.bad(f"{fact.id} goes from {low:g} to {high:g} {fact.unit or ''}".rstrip())
