"""Where two rules tell the same person different things of the same kind, one of them is told.

Policy `combine`: the stricter way to judge effort, the more careful step, the smaller factor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.knowledge import Catalog
from planner.knowledge.model import Effect, Progress, Scale, SetMethod
from planner.rules import Firing, activities_of

# From the most careful change of a ladder to the boldest.
CHANGES = ("step_back", "hold", "step_up")
Told = tuple[Firing, Effect]


def settled(told: Iterable[Told], catalog: Catalog) -> list[Told]:
    """What is told, without what a stricter effect on the same activities takes the place of."""
    entries = list(told)
    return [entry for entry in entries if not _gives_way(entry, entries, catalog)]


def _gives_way(entry: Told, entries: Sequence[Told], catalog: Catalog) -> bool:
    firing, effect = entry
    strictness = _strictness(entry, catalog)
    if strictness is None:
        return False
    own = activities_of(effect.body.target, catalog, firing.binding)
    return any(
        _is_same_question(effect.body, other.body)
        and (_strictness((theirs, other), catalog) or strictness) < strictness
        and not own.isdisjoint(activities_of(other.body.target, catalog, theirs.binding))
        for theirs, other in entries
    )


def _is_same_question(body: object, other: object) -> bool:
    """Both answer one question: how to judge effort, which step, how much of a quantity."""
    if isinstance(body, Scale) and isinstance(other, Scale):
        return (body.quantity, body.window, body.every_weeks) == (
            other.quantity,
            other.window,
            other.every_weeks,
        )
    return type(body) is type(other)


def _strictness(entry: Told, catalog: Catalog) -> tuple[float, float] | None:
    """The smaller, the stricter; None for effects that never give way."""
    firing, effect = entry
    match effect.body:
        case SetMethod(method=method):
            rank = catalog.vocabulary["severities"][firing.rule.severity].rank or 0
            return -rank, list(catalog.vocabulary["intensity_methods"]).index(method)
        case Progress(change=change):
            return CHANGES.index(change), 0
        case Scale(factor=factor, factors=factors):
            return min((*factors, *(() if factor is None else (factor,)))), 0
    return None
