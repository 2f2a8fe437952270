"""The strictest value of a quantity that holds for the whole plan."""

from __future__ import annotations

from collections.abc import Iterable

from planner.problem.context import Context


def highest_floor(context: Context, quantity: str, *, hard_only: bool = True) -> int:
    """Largest floor on a quantity; 0 where there is none."""
    found = (
        int(limit.value)
        for limit in context.limits
        if limit.kind == "floor" and limit.quantity == quantity and (limit.hard or not hard_only)
    )
    return max(found, default=0)


def ends_minutes(context: Context, quantity: str, names: Iterable[str]) -> int:
    """Minutes of a warm-up or cool-down: the largest floor, soft ones too.

    Where none is in force (a rule was set aside), the least that one of the named activities takes.
    """
    activities = context.catalog.activities
    floor = highest_floor(context, quantity, hard_only=False)
    return floor or min(activities[name].minutes[0] for name in names)


def lowest_cap(context: Context, quantity: str, default: int) -> int:
    """Smallest hard cap on a quantity; the default where there is none."""
    found = (
        int(limit.value)
        for limit in context.limits
        if limit.kind == "cap" and limit.quantity == quantity and limit.hard
    )
    return min(found, default=default)
