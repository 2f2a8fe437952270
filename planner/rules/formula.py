"""Values of limits: given, or worked out by one of the closed operators of a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.domain.answers import Answers
from planner.domain.intake import FactValue
from planner.knowledge.formula import Formula
from planner.knowledge.model import Limit

# Names under which the plan gives what no fact holds.
REFERENCE = "reference"
AVAILABLE_MINUTES = "available_minutes"
RESTING_RATE = "resting_rate"
SEX = "sex"
Known = Mapping[str, FactValue]
Number = int | float


def limit_value(limit: Limit, answers: Answers) -> int | float | str | None:
    """The value of a cap or floor; None where it follows from the plan or an unknown fact."""
    if limit.value is not None or limit.value_formula is None:
        return limit.value
    return formula_value(limit.value_formula, answers.facts)


def formula_value(formula: Formula, known: Known) -> Number | None:
    """The value of a formula; None while anything it needs is unknown.

    Args:
        formula: with one operator.
        known: facts by id; a quantity of the week by its id; and under `reference`,
            `available_minutes` (minutes) and `resting_rate` (kcal a day) what the plan knows.
    """
    value = _OPERATORS[formula.operator](formula, known)
    return int(value) if value is not None and value == int(value) else value


def _number(known: Known, name: str) -> Number | None:
    value = known.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _first_known(formula: Formula, known: Known) -> Number | None:
    for term in formula.first_known or ():
        value = _number(known, term.fact)
        if value is not None:
            return value + term.add
    return None


def _share_of(formula: Formula, known: Known) -> Number | None:
    row = formula.share_of
    whole = None if row is None else _number(known, row.quantity)
    return None if row is None or whole is None else row.share * whole


def _growth(formula: Formula, known: Known) -> Number | None:
    row, reference = formula.growth, _number(known, REFERENCE)
    if row is None or reference is None:
        return None
    return max(reference + row.add, reference * row.factor)


def _rise(formula: Formula, known: Known) -> Number | None:
    row, reference = formula.rise, _number(known, REFERENCE)
    return None if row is None or reference is None else max(row.add, reference * row.share)


def _available_minutes(formula: Formula, known: Known) -> Number | None:
    return _number(known, AVAILABLE_MINUTES)


def _least_intake(formula: Formula, known: Known) -> Number | None:
    """Without a sex of the table the strictest of its values counts."""
    row, rate = formula.least_intake, _number(known, RESTING_RATE)
    if row is None or rate is None:
        return None
    least = row.by_sex.get(str(known.get(SEX)), max(row.by_sex.values()))
    return max(least, row.share_of_rmr * rate)


_OPERATORS: dict[str, Callable[[Formula, Known], Number | None]] = {
    "first_known": _first_known,
    "share_of": _share_of,
    "growth": _growth,
    "rise": _rise,
    "available_minutes": _available_minutes,
    "least_intake": _least_intake,
}
