"""A value of an observation as a value of a fact: converted, in range, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.documents import Document
from planner.domain.coded import VALUE
from planner.errors import BadInput
from planner.intake.facts import allowed_values, read_value
from planner.intake.fhir.elements import Component, Concept, Observation, Quantity
from planner.intake.fhir.scope import Scope
from planner.intake.part import Part
from planner.intake.report import Report
from planner.intake.units import DECIMALS
from planner.knowledge.model import Fact


class NotTaken(Exception):
    """A value cannot be taken: `why` and what it is about, by the keys of a report."""

    def __init__(self, why: str, step: str, code: str | None = None) -> None:
        super().__init__(why)
        self.why, self.step, self.code = why, step, code


def in_unit(quantity: Quantity, unit: str, scope: Scope) -> float:
    """The number in a unit of the catalog.

    Raises:
        NotTaken: a bound, no number, or a unit that is not understood.
    """
    if quantity.value is None or quantity.comparator is not None:
        raise NotTaken("inexact", "valueQuantity")
    found = None
    if scope.codes.system(quantity.system or "") == "ucum" and quantity.code is not None:
        found = scope.codes.unit(quantity.code, unit)
    if found is None:
        raise NotTaken("unit", "valueQuantity", quantity.code)
    number = round((quantity.value - found.zero) * found.factor, DECIMALS)
    return int(number) if number == int(number) else number


def measured(valued: Observation | Component, fact: Fact, unit: str, scope: Scope) -> Any:  # noqa: ANN401
    """The value of a measurement for a fact.

    Raises:
        NotTaken: with the reason.
    """
    quantity = valued.value_quantity
    if quantity is not None:
        number = in_unit(quantity, unit, scope)
        if fact.type == "int" and number != quantity.value:
            number = round(number)
        return checked(number, fact, scope, "valueQuantity")
    if valued.value_integer is not None and unit in ("count", "nprs", "score"):
        return checked(valued.value_integer, fact, scope, "valueInteger")
    raise NotTaken("no_value", "value[x]")


def own(valued: Observation | Component, fact: Fact, scope: Scope) -> Any:  # noqa: ANN401
    """The value of a fact as this planner writes it.

    Raises:
        NotTaken: with the reason.
    """
    readers: dict[str, Callable[[], tuple[str, Any]]] = {
        "bool": lambda: ("valueBoolean", valued.value_boolean),
        "date": lambda: ("valueString", valued.value_string),
        "enum": lambda: ("valueCodeableConcept", own_word(valued.value_codeable_concept)),
        "list": lambda: ("component", own_list(valued, fact, scope)),
    }
    if fact.type in readers:
        step, value = readers[fact.type]()
    elif valued.value_quantity is not None:
        step, value = "valueQuantity", valued.value_quantity.value
    else:
        step, value = "valueInteger", valued.value_integer
    if value is None:
        raise NotTaken("no_value", step)
    return checked(value, fact, scope, step)


def own_word(concept: Concept | None, system: str = VALUE) -> str | None:
    """The planner's own code in a concept."""
    coding = concept.coding if concept is not None else ()
    return next((each.code for each in coding if each.system == system), None)


def own_list(valued: Observation | Component, fact: Fact, scope: Scope) -> list[str] | None:
    """The words of a list that are said to hold; None where one is not said."""
    parts = valued.component if isinstance(valued, Observation) else ()
    said = {own_word(part.code): part.value_boolean for part in parts}
    words = allowed_values(fact, scope.catalog)
    if any(said.get(word) is None for word in words):
        return None
    return [word for word in words if said[word]]


def checked(value: object, fact: Fact, scope: Scope, step: str) -> Any:  # noqa: ANN401
    """The value, if an intake may hold it.

    Raises:
        NotTaken: it may not.
    """
    document = Document(value, "", {})
    report = Report("", document.line)
    found = read_value(Part(value, (), report), fact, scope.catalog)
    try:
        report.raise_if_any()
    except BadInput:
        raise NotTaken("range", step) from None
    return list(found) if isinstance(found, tuple) else found
