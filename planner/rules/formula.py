"""Values of limits that are written as a fact plus or minus a number."""

from __future__ import annotations

import re

from planner.domain.answers import Answers
from planner.knowledge.model import Limit

OTHERWISE = ", else "
TERM = re.compile(r"^(?P<fact>[a-z][a-z0-9_]*) (?P<sign>[+-]) (?P<number>\d+(\.\d+)?)$")


def limit_value(limit: Limit, answers: Answers) -> int | float | str | None:
    """The value of a cap or floor; None where it follows from the plan or an unknown fact.

    A formula `fact - number, else fact + number` takes the first fact that is known.
    """
    if limit.value is not None:
        return limit.value
    for term in (limit.value_formula or "").split(OTHERWISE):
        match = TERM.match(term)
        fact = answers.facts.get(match["fact"]) if match else None
        if match and isinstance(fact, int | float):
            number = float(match["number"]) * (1 if match["sign"] == "+" else -1)
            value = fact + number
            return int(value) if value == int(value) else value
    return None
