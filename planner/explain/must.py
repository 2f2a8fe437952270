"""What must be said wherever an item is named, and what must be said of the plan as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from planner.domain.plan import Plan

# Advice that changes what is done in a session; the rest is told once, for the plan.
IN_SESSIONS = frozenset(("stop", "exclude", "set_method"))
ONCE = frozenset(("refer", "monitor"))


class Must(Struct, frozen=True):
    """One sentence that may not be left out, and why."""

    text: str
    why: str


def of_items(
    plan: Plan, week: int, activities: Collection[str], *, everywhere: bool = True
) -> Iterator[Must]:
    """Limits and advice that belong to activities.

    Args:
        plan: the plan that holds them.
        week: of the plan; a limit of other weeks is left out.
        activities: what is named.
        everywhere: limits that hold all the time count too.
    """
    here = frozenset(activities)
    for limit in plan.screening.limits:
        is_here = here.intersection(limit.activities) or (everywhere and not limit.activities)
        if is_here and limit.holds_in(week):
            says = limit.says or limit.text
            yield Must(says, limit.text.removeprefix(says).strip())
    for entry in plan.advice:
        if entry.effect in IN_SESSIONS and here.intersection(entry.activities):
            yield Must(entry.text, entry.why)


def of_plan(plan: Plan) -> Iterator[Must]:
    """Referrals, checks, and advice for sessions that belongs to no item."""
    for entry in plan.advice:
        if entry.effect in ONCE or (entry.effect in IN_SESSIONS and not entry.activities):
            yield Must(entry.text, entry.why)
