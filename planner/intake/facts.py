"""Values of facts: typed, in range, in the unit of the catalog."""

from __future__ import annotations

import datetime as dt

from planner.domain.intake import FactValue
from planner.intake.part import Part
from planner.intake.units import CONVERSIONS, Conversion, metric, other_unit
from planner.intake.words import not_one_of
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Fact
from planner.told import told


def allowed_values(fact: Fact, catalog: Catalog) -> tuple[str, ...]:
    """Closed list of an enum or list fact."""
    if fact.values_from is None:
        return fact.values
    return tuple(catalog.vocabulary[fact.values_from.rpartition(".")[2]])


def read_facts(part: Part, catalog: Catalog) -> dict[str, FactValue]:
    """Read the `facts` mapping; other units are converted to those of the catalog.

    Args:
        part: the mapping of fact ids (or ids in another unit, such as `weight_lb`) to values.
        catalog: gives type, range and closed list of each fact.
    """
    units = {key: unit for key, unit in CONVERSIONS.items() if unit.metric in catalog.facts}
    facts: dict[str, FactValue] = {}
    named: dict[str, str] = {}
    for key, value in part.mapping([*catalog.facts, *units]).items():
        fact_id = units[key].metric if key in units else key
        if fact_id in named:
            value.bad(
                told(
                    "'{named}' says the same in another unit; keep one of them",
                    named=named[fact_id],
                )
            )
            continue
        named[fact_id] = key
        answer = (
            read_other_unit(value, catalog.facts[fact_id], units[key])
            if key in units
            else read_value(value, catalog.facts[fact_id], catalog)
        )
        if answer is not None:
            facts[fact_id] = answer
    return facts


def read_other_unit(part: Part, fact: Fact, unit: Conversion) -> float | None:
    """A number in another unit, checked against the range in that unit."""
    low, high = fact.range or (float("-inf"), float("inf"))
    value = part.number(other_unit(unit, low), other_unit(unit, high))
    return None if value is None else min(max(metric(unit, value), low), high)


def read_value(part: Part, fact: Fact, catalog: Catalog) -> FactValue | None:
    """One value of a fact; None after a reported problem."""
    if part.value is None:
        part.bad(told("empty; leave the key out if the answer is not known"))
        return None
    match fact.type:
        case "bool":
            return part.flag()
        case "int" | "number":
            low, high = fact.range or (float("-inf"), float("inf"))
            unit = fact.unit or ""
            return part.number(low, high, unit, whole=fact.type == "int")
        case "enum":
            return _enum(part, allowed_values(fact, catalog))
        case "list":
            return part.words(allowed_values(fact, catalog), "value")
        case _:
            return _date_or_clock(part, fact)


def _enum(part: Part, values: tuple[str, ...]) -> str | None:
    if isinstance(part.value, str) and part.value in values:
        return part.value
    part.bad(not_one_of(part.value, values, "value"))
    return None


def _date_or_clock(part: Part, fact: Fact) -> str | None:
    moment: dt.date | dt.time | None = part.clock() if fact.unit == "clock" else part.date()
    if isinstance(moment, dt.time):
        return moment.isoformat("minutes")
    return None if moment is None else moment.isoformat()
