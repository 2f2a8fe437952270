"""Amounts of training in a week, and the reference weeks they are compared with."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from planner.audit.case import ENDURANCE, STRENGTH, VIGOROUS, Case
from planner.audit.doses import endurance_rows
from planner.audit.placed import Placed
from planner.domain.plan import Item


def previous_weeks(case: Case, week: int) -> range:
    """The weeks that a week is compared with: the last few before it."""
    return range(max(1, week - case.catalog.planning.reference_weeks), week)


class Amount(Protocol):
    """An amount of training in a week, as planned or as it was done."""

    def __call__(self, case: Case, week: int, *, done: bool = False) -> float:
        """The amount; `done` = without what was missed before a revision."""


def reference(case: Case, week: int, amount: Amount) -> float:
    """Largest amount of the weeks before, as far as it was done; 0 where there are none."""
    weeks = previous_weeks(case, week)
    return max((amount(case, other, done=True) for other in weeks), default=0)


def minutes_of(case: Case, placed: Placed, *, done: bool) -> int:
    """Minutes of an item, as planned or as far as it was done."""
    if done and case.join and placed.session and isinstance(placed.item, Item):
        return case.join.minutes(placed.session, placed.item)
    return placed.minutes


def endurance_items(case: Case, week: int) -> list[Placed]:
    """Endurance items in the sessions of a week."""
    return [p for p in case.in_sessions if p.week == week and p.activity.component == ENDURANCE]


def is_vigorous(case: Case, placed: Placed) -> bool:
    """The item is done at vigorous intensity or above."""
    intensity = getattr(placed.item, "intensity", "")
    return case.class_rank(intensity) >= case.class_rank(VIGOROUS)


def endurance_minutes(case: Case, week: int, *, done: bool = False) -> float:
    """Endurance minutes of a week; a vigorous minute counts as the dose rows say (twice)."""
    rows = endurance_rows(case)
    factor = max((row.weekly_volume.get("vigorous_equivalence", 1) for row in rows), default=1)
    return sum(
        minutes_of(case, placed, done=done) * (factor if is_vigorous(case, placed) else 1)
        for placed in endurance_items(case, week)
    )


def met_minutes(case: Case, week: int, *, done: bool = False) -> float:
    """MET-minutes of the endurance items of a week."""
    return sum(
        placed.activity.met.value * minutes_of(case, placed, done=done)
        for placed in endurance_items(case, week)
        if placed.activity.met is not None
    )


def longest_session(case: Case, week: int, *, done: bool = False) -> float:
    """Endurance minutes of the session of a week that holds most of them."""
    return longest_of(case, endurance_items(case, week), done=done)


def longest_of(case: Case, items: list[Placed], *, done: bool = False) -> float:
    """Minutes of some items in the session that holds most of them."""
    totals: dict[str, int] = {}
    for placed in items:
        key = placed.session.key if placed.session else ""
        totals[key] = totals.get(key, 0) + minutes_of(case, placed, done=done)
    return max(totals.values(), default=0)


def muscle_sets(case: Case, week: int, *, done: bool = False) -> dict[str, int]:
    """Sets of strength items per primary muscle; left and right of one item count once."""
    best: dict[tuple[str, str], int] = {}
    muscles: dict[str, tuple[str, ...]] = {}
    for placed in case.in_sessions:
        if placed.week == week and placed.activity.component == STRENGTH and placed.session:
            key = (placed.session.key, placed.activity.id)
            best[key] = max(best.get(key, 0), _sets(case, placed, done=done))
            muscles[placed.activity.id] = placed.activity.muscles.primary
    found: dict[str, int] = {}
    for (_, activity), sets in best.items():
        for muscle in muscles[activity]:
            found[muscle] = found.get(muscle, 0) + sets
    return found


def _sets(case: Case, placed: Placed, *, done: bool) -> int:
    join, session, item = case.join, placed.session, placed.item
    if done and join and session and session.key in join.sessions and isinstance(item, Item):
        return join.sets(session, item)
    return item.dose.sets or 1


def first_endurance_week(case: Case) -> int | None:
    """The first week that holds any endurance."""
    return next((week for week in case.weeks if endurance_items(case, week)), None)


def dates_of(items: list[Placed]) -> list[dt.date]:
    """Dates of items, each once, in order."""
    return sorted({placed.date for placed in items})
