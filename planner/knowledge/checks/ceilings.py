"""The most that the hard rules of the catalog allow anybody."""

from __future__ import annotations

from collections.abc import Iterator

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Limit, Node, Rule, Target

_ALWAYS = Node(all=())
_SOFT = "preference"


def ceiling(
    catalog: Catalog, quantity: str, *, always_only: bool = False
) -> tuple[float, str] | None:
    """The bound of a quantity that no person may go above, and the rule that sets it.

    A cap of a rule that always holds binds everybody. Caps that hold for a level, an age or a
    window replace each other, so that the largest of them binds whoever is allowed most.

    Args:
        catalog: the catalog.
        quantity: id of `vocabulary/quantities`.
        always_only: leave out caps that hold only for some people or weeks.
    """
    always: list[tuple[float, str]] = []
    some: list[tuple[float, str]] = []
    for rule, cap in _hard_caps(catalog, quantity):
        if isinstance(cap.value, int | float):
            partial = rule.when != _ALWAYS or cap.window or cap.level or cap.levels
            (some if partial else always).append((cap.value, rule.id))
    bounds = [min(always)] if always else []
    if some and not always_only:
        bounds.append(max(some))
    return min(bounds, default=None)


def _hard_caps(catalog: Catalog, quantity: str) -> Iterator[tuple[Rule, Limit]]:
    for rule in catalog.rules.values():
        for effect in rule.then:
            cap = effect.cap
            if cap is None or cap.quantity != quantity or cap.soft or rule.severity == _SOFT:
                continue
            if _is_broad(cap.target, catalog):
                yield rule, cap


def _is_broad(target: Target, catalog: Catalog) -> bool:
    """Whether the target touches every component of exercise."""
    every = set(catalog.planning.exercise_components) <= set(target.component)
    return (target.any or every) and target.except_ is None
