"""Typed view of `catalog/derivations.yaml`: facts that follow from other answers."""

from __future__ import annotations

import msgspec

from planner.knowledge.model import Node, Record


class Choice(Record):
    """A value that holds while a tree is true; the first such choice of a list counts."""

    value: bool | int | float | str
    when: Node


class Linear(Record):
    """A sum: `constant` plus each coefficient times its fact."""

    constant: float
    coefficients: dict[str, float]


class Derivation(Record):
    """How one fact is worked out: a named operator and its parameters.

    Attributes:
        must_agree: a given value that differs from the derived one is an error.
        facts: facts that the operator reads.
        value: value of `constant`, or the body mass index of `weight_above_bmi`.
        only_if_answered: the fact stays unknown until these are answered.
    """

    fact: str
    operator: str
    evidence: str
    sources: tuple[str, ...]
    must_agree: bool = False
    facts: tuple[str, ...] = ()
    value: bool | int | float | str | tuple[str, ...] | None = None
    only_if_answered: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    muscle: str | None = None
    outcomes: tuple[str, ...] = ()
    cut_offs: dict[str, tuple[tuple[int, int], ...]] = msgspec.field(default_factory=dict)
    predicted: dict[str, Linear] = msgspec.field(default_factory=dict)
    valid: dict[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    note: str | None = None


class ConditionField(Record):
    """A field of a condition record that answers a fact.

    Attributes:
        conditions: recorded conditions whose field is meant; empty = every condition.
        fact: the fact answered; None where `by_value` names several.
        convert: `same`, or `weeks_since` (a date becomes whole weeks).
        by_value: true or false to the facts that it answers.
        by_side: left or right to the fact that is answered for that side.
    """

    field: str
    conditions: tuple[str, ...]
    fact: str | None = None
    convert: str = "same"
    by_value: dict[str, dict[str, bool | int | float | str]] = msgspec.field(default_factory=dict)
    by_side: dict[str, str] = msgspec.field(default_factory=dict)


class OrderedFacts(Record):
    """Two facts of which the first can never be above the second."""

    smaller: str
    larger: str


class Derivations(Record):
    """The whole file.

    Attributes:
        clinician_roles: who may give a clearance or set a strong rule aside.
        answers_must_agree_with: conditions that, once recorded, no answer may rule out.
    """

    schema_version: int
    derivations: tuple[Derivation, ...]
    condition_fields: tuple[ConditionField, ...]
    ordered_facts: tuple[OrderedFacts, ...]
    clinician_roles: tuple[str, ...]
    answers_must_agree_with: tuple[str, ...]
