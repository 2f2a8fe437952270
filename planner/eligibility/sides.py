"""Requirements that are bound to a side are met on that side only."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from planner.domain.verdict import OPEN, Verdict
from planner.eligibility.limits import Requirement

Verdicts = Mapping[tuple[str, str | None], Verdict]


def on_own_side(
    requirements: tuple[Requirement, ...], verdicts: Verdicts
) -> tuple[Requirement, ...]:
    """Requirements without the activities that their side never opens, each once.

    One that nothing is left of is a conflict, and asks for nothing more.
    """
    found = []
    for one in requirements:
        closed = closed_on_side(one, verdicts)
        if not closed or one.what - closed:
            found.append(replace(one, what=one.what - closed, side=None))
    return tuple(dict.fromkeys(found))


def closed_on_side(requirement: Requirement, verdicts: Verdicts) -> frozenset[str]:
    """Activities of the requirement, done side by side, that its side never opens."""
    sides = ((name, verdicts.get((name, requirement.side))) for name in requirement.what)
    return frozenset(
        name
        for name, verdict in sides
        if requirement.side is not None and verdict is not None and not may_open(verdict)
    )


def may_open(verdict: Verdict) -> bool:
    """The activity opens in some week of the plan."""
    return verdict.status in OPEN and bool(verdict.opens_week)
