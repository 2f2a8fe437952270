"""Adds the facts that follow from other answers; given values are kept."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from planner.domain.answers import Answers
from planner.domain.intake import FactValue
from planner.intake.operators import OPERATORS, Known
from planner.knowledge.catalog import Catalog
from planner.knowledge.derivation import Derivation


def derive(row: Derivation, known: Known) -> FactValue | None:
    """Value of the fact of one row, or None where it cannot be known yet."""
    if any(fact not in known.answers.facts for fact in row.only_if_answered):
        found = OPERATORS[row.operator](row, known)
        return found if found is True else None
    return OPERATORS[row.operator](row, known)


class Disagreement(NamedTuple):
    """A fact that was given although other answers lead to another value."""

    row: Derivation
    given: FactValue
    derived: FactValue


def derive_all(
    answers: Answers, catalog: Catalog, on: dt.date
) -> tuple[Answers, list[Disagreement]]:
    """Add every fact that can be worked out; given values are kept.

    Returns:
        The answers with `derived` filled, and the given values that other answers contradict.
    """
    differences: list[Disagreement] = []
    for row in catalog.derivations.derivations:
        value = derive(row, Known(answers, catalog, on))
        if value is None:
            continue
        given = answers.facts.get(row.fact)
        if given is None:
            answers = msgspec.structs.replace(
                answers,
                facts={**answers.facts, row.fact: value},
                derived=answers.derived | {row.fact},
            )
        elif given != value:
            differences.append(Disagreement(row, given, value))
    return answers, differences
