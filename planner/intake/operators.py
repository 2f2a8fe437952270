"""Named operators that work a fact out of other answers.

Each takes the parameters of its row in `catalog/derivations.yaml` and what is known, and returns
the value, or None where it cannot be known yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from planner.domain.answers import Answers
from planner.domain.intake import FactValue
from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.intake.units import CM_PER_M
from planner.knowledge.catalog import Catalog
from planner.knowledge.derivation import Derivation
from planner.rules import truth

DECIMALS = 2
SIDES = ("left", "right")


class Known(NamedTuple):
    """What an operator may read."""

    answers: Answers
    catalog: Catalog
    on: dt.date

    def number(self, fact: str) -> float | None:
        """A numeric fact, or None where it is unknown."""
        value = self.answers.facts.get(fact)
        return float(value) if isinstance(value, int | float) else None


Operator = Callable[[Derivation, Known], FactValue | None]


def constant(row: Derivation, known: Known) -> FactValue | None:
    """The same value for everybody."""
    return row.value


def body_mass_index(row: Derivation, known: Known) -> FactValue | None:
    """Mass in kg divided by the square of height in m; facts: mass, height in cm."""
    mass, height = (known.number(fact) for fact in row.facts)
    if mass is None or height is None:
        return None
    return round(mass / (height / CM_PER_M) ** 2, DECIMALS)


def weight_above_bmi(row: Derivation, known: Known) -> FactValue | None:
    """Mass in kg above the body mass index `value`; 0 below it."""
    mass, height = (known.number(fact) for fact in row.facts)
    if mass is None or height is None or not isinstance(row.value, int | float):
        return None
    return max(0.0, round(mass - row.value * (height / CM_PER_M) ** 2, DECIMALS))


def count_conditions(row: Derivation, known: Known) -> FactValue | None:
    """Number of recorded conditions."""
    return len(known.answers.conditions)


def days_since(row: Derivation, known: Known) -> FactValue | None:
    """Days from the date of the fact to the day of the answers."""
    value = known.answers.facts.get(row.facts[0])
    return (known.on - dt.date.fromisoformat(value)).days if isinstance(value, str) else None


def weeks_since(row: Derivation, known: Known) -> FactValue | None:
    """Whole weeks from the date of the fact, rounded down (minus: the date lies ahead)."""
    days = days_since(row, known)
    return days // DAYS_PER_WEEK if isinstance(days, int) else None


def choose(row: Derivation, known: Known) -> FactValue | None:
    """Value of the first choice whose tree is true; unknown if an earlier one is unknown."""
    for choice in row.choices:
        holds = truth(choice.when, known.answers, known.catalog)
        if holds is None:
            return None
        if holds:
            return choice.value
    return None


def all_answered(row: Derivation, known: Known) -> FactValue | None:
    """True when every fact of the row is known."""
    return all(fact in known.answers.facts for fact in row.facts)


def largest(row: Derivation, known: Known) -> FactValue | None:
    """The largest of the facts that were measured."""
    return _extreme(row, known, max)


def smallest(row: Derivation, known: Known) -> FactValue | None:
    """The smallest of the facts that were measured."""
    return _extreme(row, known, min)


def _extreme(
    row: Derivation, known: Known, pick: Callable[[list[int | float]], int | float]
) -> FactValue | None:
    values = [known.answers.facts.get(fact) for fact in row.facts]
    measured = [value for value in values if isinstance(value, int | float)]
    return pick(measured) if measured else None


def not_empty(row: Derivation, known: Known) -> FactValue | None:
    """True when the list fact holds anything."""
    values = known.answers.facts.get(row.facts[0])
    return None if values is None else bool(values)


def any_condition(row: Derivation, known: Known) -> FactValue | None:
    """True when any of the conditions is recorded, unknown when one of them is unknown."""
    if any(condition in known.answers.conditions for condition in row.conditions):
        return True
    unknown = any(name in known.answers.conditions_unknown for name in row.conditions)
    return None if unknown else False


def trials_complete(row: Derivation, known: Known) -> FactValue | None:
    """True when every stretch test has an outcome for one of its muscles on each side."""
    tested = {(trial.muscle, trial.side) for trial in known.answers.trials or ()}
    return all(
        any((muscle, side) in tested for muscle in test["muscles"])
        for test in known.catalog.stretch_tests["tests"]
        for side in SIDES
    )


def trials_clean(row: Derivation, known: Known) -> FactValue | None:
    """True when the latest trials of the muscle on both sides ended well and it stayed quiet.

    False when one of them did not, or when the symptom score of the row's fact is above 0;
    unknown when a side was not tried or less than a day has passed since the trial.
    """
    trials = [trial for trial in known.answers.trials or () if trial.muscle == row.muscle]
    score = known.number(row.facts[0])
    if any(trial.outcome not in row.outcomes for trial in trials) or (trials and score):
        return False
    settled = {trial.side for trial in trials if trial.date is None or trial.date < known.on}
    return True if settled == set(SIDES) and score is not None else None


def below_cut_off(row: Derivation, known: Known) -> FactValue | None:
    """True when the count is below the cut-off for age and sex.

    Without a sex of the table the result is known only where all tables agree.
    """
    count, age = known.number(row.facts[0]), known.number("age")
    if count is None or age is None:
        return None
    tables = [row.cut_offs[sex] for sex in _sexes(known) if sex in row.cut_offs]
    below = {
        count < next(cut for youngest, cut in reversed(table) if age >= youngest)
        for table in tables or row.cut_offs.values()
    }
    return below.pop() if len(below) == 1 else None


def percent_of_predicted(row: Derivation, known: Known) -> FactValue | None:
    """Measured value in percent of the value predicted from a linear equation for the sex."""
    measured = known.number(row.facts[0])
    equation = next((row.predicted[sex] for sex in _sexes(known) if sex in row.predicted), None)
    if measured is None or equation is None:
        return None
    for fact, (low, high) in row.valid.items():
        value = known.number(fact)
        if value is None or not low <= value <= high:
            return None
    predicted = equation.constant
    for fact, coefficient in equation.coefficients.items():
        value = known.number(fact)
        if value is None:
            return None
        predicted += coefficient * value
    return round(measured / predicted * PERCENT, DECIMALS) if predicted > 0 else None


def _sexes(known: Known) -> tuple[str, ...]:
    sex = known.answers.facts.get("sex")
    return (sex,) if isinstance(sex, str) else ()


OPERATORS: dict[str, Operator] = {
    operator.__name__: operator
    for operator in (
        constant,
        body_mass_index,
        weight_above_bmi,
        count_conditions,
        days_since,
        weeks_since,
        choose,
        all_answered,
        largest,
        smallest,
        not_empty,
        any_condition,
        trials_complete,
        trials_clean,
        below_cut_off,
        percent_of_predicted,
    )
}
