"""Limits that the person must know themselves: effort, pulse, pain, range, load, sleep ..."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import PlanLimit
from planner.eligibility import ActiveLimit
from planner.knowledge.messages import messages_of
from planner.knowledge.words import target_words
from planner.problem.context import Context
from planner.rules import limit_value, truth
from planner.screening.limits import sentence

FIRST_WEEK = "first_week_of_item"


def told_limits(context: Context, placed: set[str]) -> tuple[PlanLimit, ...]:
    """Hard caps and floors on the quantities that are told, in the order of the rules.

    A limit is told where the plan holds something that it is about, or where its rule decided the
    screening.
    """
    return tuple(dict.fromkeys(_told(context, placed)))


def _told(context: Context, placed: set[str]) -> Iterator[PlanLimit]:
    messages = messages_of(context.catalog)
    for limit in context.limits:
        target = limit.body.target
        is_told = _is_for(context, limit.quantity)
        touched = sorted(limit.activities & placed)
        if not (is_told and limit.hard and limit.weeks):
            continue
        decides = any(e.decide is not None for e in context.catalog.rules[limit.rule].then)
        if touched or target.any or decides:
            says = _when(context, limit)
            yield PlanLimit(
                quantity=limit.quantity,
                value=limit.value,
                unit=limit.unit,
                target=target_words(target, context.catalog, messages),
                rule=limit.rule,
                text=f"{says} {limit.text}",
                says=says,
                activities=() if target.any else tuple(touched),
                weeks=_weeks(context, limit),
            )


def _is_for(context: Context, quantity: str) -> bool:
    """The quantity is told, and to this person."""
    policy = context.catalog.decision_policy
    to_whom = policy.told_if.get(quantity)
    is_for = to_whom is None or truth(to_whom, context.answers, context.catalog) is True
    return quantity in policy.told_quantities and is_for


def _weeks(context: Context, limit: ActiveLimit) -> tuple[int, int] | None:
    """First and last week, unless it holds in every week."""
    found = min(limit.weeks), max(limit.weeks)
    return None if found == (1, context.weeks) else found


def _when(context: Context, limit: ActiveLimit) -> str:
    """The limit in words, with the weeks in which it holds."""
    texts = context.catalog.decision_policy.texts
    text = sentence(context.catalog, limit.quantity, limit_value(limit.body, context.answers))
    if limit.body.window == FIRST_WEEK:
        return texts["told_first_week"].format(text=text)
    weeks = _weeks(context, limit)
    if weeks is None:
        return text
    first, last = weeks
    return texts["told_week" if first == last else "told_weeks"].format(
        first=first, last=last, text=text
    )
