"""What hard rules demand: which items must be there, and which come first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from planner.audit.case import Case
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.targets import EACH_SIDE
from planner.knowledge.model import Target

BEFORE_OR_WITH = "before_or_with"


def demands(case: Case, relation: str) -> Iterator[Fired]:
    """Hard `require` effects of a relation, each once, as they stand in the first week."""
    seen: set[tuple[str, int, object]] = set()
    for week in case.weeks:
        for fired in case.firings.of("require", week):
            key = (fired.rule, id(fired.body), fired.bound)
            if fired.body.relation == relation and key not in seen:
                seen.add(key)
                yield fired


def targets(case: Case, target: Target, fired: Fired) -> list[Placed]:
    """Items of the plan that a target of the effect names."""
    side = fired.bound.side
    return [
        placed
        for activity in case.named_by(target, fired.bound)
        for placed in case.by_activity.get(activity.id, ())
        if (side is None or placed.sides == (None,) or side in placed.sides)
    ]


def first_date(items: list[Placed]) -> dt.date | None:
    """The first date of some items."""
    return min((placed.date for placed in items), default=None)


def is_possible(case: Case, target: Target, fired: Fired, week: int) -> bool:
    """Something of the target could stand in the plan in that week."""
    side = fired.bound.side
    for activity in case.named_by(target, fired.bound):
        if side is not None and activity.laterality == EACH_SIDE:
            found = case.verdicts.is_allowed(activity, side, week)
        else:
            found = case.verdicts.is_allowed_somehow(activity, week)
        if found:
            return True
    return False


def is_reported(case: Case, rule: str) -> bool:
    """A conflict of the plan names the rule."""
    return any(rule in conflict.between for conflict in case.plan.conflicts)


def says_number(case: Case, rule: str, number: str) -> bool:
    """A conflict of the plan names the rule and says the number."""
    return any(
        number in re.findall(r"\d+", conflict.text)
        for conflict in case.plan.conflicts
        if rule in conflict.between
    )


def comes_late(first: dt.date | None, then: dt.date | None, days_before: int) -> bool:
    """`then` has a date, and `first` does not lie the given days before it."""
    if then is None:
        return False
    return first is None or first > then - dt.timedelta(days=days_before)
