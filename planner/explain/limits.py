"""The limits of a person in words: each quantity once, with its reason and rule."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import Plan, PlanLimit
from planner.explain.messages import Messages

# Said only where weight loss is planned, or forbidden.
DEFICIT = "energy_deficit_kcal_day"


def limits_in_words(plan: Plan, messages: Messages, said: Iterable[str]) -> list[str]:
    """One sentence for each quantity, target and value.

    Args:
        plan: gives the limits.
        messages: sentences of the catalog.
        said: reasons that stand in the plan's findings and are not repeated.
    """
    groups: dict[tuple[str, str, float | str], list[PlanLimit]] = {}
    for limit in plan.screening.limits:
        if limit.quantity != DEFICIT or plan.forecast is not None or not limit.value:
            groups.setdefault((limit.quantity, limit.target, limit.value), []).append(limit)
    return [_sentence(group, messages, frozenset(said)) for group in groups.values()]


def _sentence(limits: list[PlanLimit], messages: Messages, said: frozenset[str]) -> str:
    first = limits[0]
    value = f"{first.value:g}" if isinstance(first.value, int | float) else first.value
    rules = ", ".join(limit.rule for limit in limits)
    reasons = [text for text in dict.fromkeys(limit.text for limit in limits) if text not in said]
    key = f"told.{first.quantity}"
    nothing = f"{key}.none"
    is_none = not first.value and nothing in messages
    told = messages.say(nothing) if is_none else messages.say(key, value=value)
    # A limit on everything has no target of its own.
    if first.target != first.quantity:
        told = f"{first.target.replace('_', ' ')}: {told}"
    sentence = f"{told[0].upper()}{told[1:]}"
    return f"{' '.join([f'{sentence}.', *reasons])} [{rules}]"
