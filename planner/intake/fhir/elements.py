"""The elements of FHIR R4 that are read, as types; whatever else a resource holds is told."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Element(Struct, frozen=True, kw_only=True, rename="camel"):
    """Base: names as FHIR writes them, further elements are allowed."""


class Coding(Element, frozen=True):
    """A code of a code system."""

    system: str | None = None
    code: str | None = None


class Concept(Element, frozen=True):
    """CodeableConcept: the same thing in several code systems."""

    coding: tuple[Coding, ...] = ()


class Quantity(Element, frozen=True):
    """A number with its unit; `comparator` says that it is only a bound."""

    value: float | None = None
    comparator: str | None = None
    system: str | None = None
    code: str | None = None


class Reference(Element, frozen=True):
    """A link to another resource."""

    reference: str | None = None


class Period(Element, frozen=True):
    """From when to when."""

    start: str | None = None
    end: str | None = None


class Resource(Element, frozen=True):
    """What every resource may hold and nobody may overlook."""

    id: str | None = None
    implicit_rules: Any = None
    modifier_extension: tuple[Any, ...] = ()


class Patient(Resource, frozen=True):
    """The person."""

    birth_date: str | None = None
    gender: str | None = None


class Valued(Resource, frozen=True):
    """A value of one of the kinds that are read, of an observation or a part of it."""

    value_quantity: Quantity | None = None
    value_codeable_concept: Concept | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_string: str | None = None
    data_absent_reason: Any = None


class Component(Valued, frozen=True, kw_only=True):
    """A part of an observation."""

    code: Concept


class Observation(Valued, frozen=True, kw_only=True):
    """Something measured or answered."""

    status: str
    code: Concept
    subject: Reference | None = None
    focus: tuple[Reference, ...] = ()
    effective_date_time: str | None = None
    effective_instant: str | None = None
    effective_period: Period | None = None
    body_site: Concept | None = None
    component: tuple[Component, ...] = ()


class Extension(Element, frozen=True):
    """A field that FHIR does not have."""

    url: str
    value_boolean: bool | None = None
    value_decimal: float | None = None
    value_string: str | None = None


class Stage(Element, frozen=True):
    """Stage of a condition."""

    summary: Concept | None = None


class Condition(Resource, frozen=True):
    """A diagnosis on record."""

    code: Concept | None = None
    subject: Reference | None = None
    clinical_status: Concept | None = None
    verification_status: Concept | None = None
    onset_date_time: str | None = None
    body_site: tuple[Concept, ...] = ()
    stage: tuple[Stage, ...] = ()
    extension: tuple[Extension, ...] = ()
    abatement_date_time: Any = None
    abatement_age: Any = None
    abatement_period: Any = None
    abatement_range: Any = None
    abatement_string: Any = None


KINDS: dict[str, type[Resource]] = {
    "Patient": Patient,
    "Observation": Observation,
    "Condition": Condition,
}


def names_of(kind: type[Element]) -> frozenset[str]:
    """Elements that are read, as FHIR writes them."""
    return frozenset(kind.__struct_encode_fields__)
