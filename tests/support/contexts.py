"""What the builders of the problem read, for ordinary people, vignettes and example intakes."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from planner.domain.answers import Answers
from planner.domain.intake import Intake, Window
from planner.eligibility import decide
from planner.intake import read_intake, resolve_answers
from planner.knowledge import load_template
from planner.problem.context import Context
from tests.support.people import CATALOG, intake

EXAMPLES = Path(__file__).parents[2] / "examples"
TEMPLATE = "general_low_back"


def window(*days: int, start: str, end: str, **fields: Any) -> Window:
    """A window of availability on weekdays (0 = Monday)."""
    begin, until = dt.time.fromisoformat(start), dt.time.fromisoformat(end)
    return Window(**{"days": days, "dates": (), "start": begin, "end": until, **fields})


EVENINGS = (window(*range(7), start="18:00", end="19:00", preferred=True),)


def context_of(
    answers: Answers, person: Intake | None = None, *, weeks: int = 8, template: str = TEMPLATE
) -> Context:
    """The context of a person; an hour every evening unless the intake says otherwise."""
    who = person or intake(weeks, availability=EVENINGS)
    eligibility = decide(CATALOG, who, answers, who.plan.weeks)
    return Context(CATALOG, load_template(template, CATALOG), who, answers, eligibility)


@cache
def example(name: str) -> Context:
    """The context of an example intake, with the template it asks for."""
    who = read_intake(EXAMPLES / f"{name}.yaml", CATALOG)
    answers = resolve_answers(who, CATALOG)
    return context_of(answers, who, template=who.plan.template or TEMPLATE)


def changed(context: Context, **inputs: Any) -> Context:
    """A context with other inputs; one that was asked already remembers its answers."""
    names = ("catalog", "template", "intake", "answers", "eligibility")
    return Context(**{name: inputs.get(name, getattr(context, name)) for name in names})
