"""The limits of a person in words: each once, with its reasons and rules."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.plan import Plan, PlanLimit


def limits_in_words(plan: Plan, said: Iterable[str]) -> list[str]:
    """One sentence for each limit.

    Args:
        plan: gives the limits.
        said: reasons that stand in the plan's findings and are not repeated.
    """
    groups: dict[str, list[PlanLimit]] = {}
    for limit in plan.screening.limits:
        groups.setdefault(limit.says, []).append(limit)
    return [_sentence(group, frozenset(said)) for group in groups.values()]


def _sentence(limits: list[PlanLimit], said: frozenset[str]) -> str:
    says = limits[0].says
    rules = ", ".join(dict.fromkeys(limit.rule for limit in limits))
    reasons = dict.fromkeys(limit.text.removeprefix(says).strip() for limit in limits)
    return " ".join([says, *(text for text in reasons if text not in said), f"[{rules}]"])
