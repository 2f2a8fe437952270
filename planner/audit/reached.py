"""Which levels of a ladder count as reached, after check-ins."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.placed import Placed
from planner.domain.plan import Item


def reached(case: Case, family: str) -> list[Placed]:
    """Items of the family in order of their dates, without levels that were missed on the way up.

    A family of which nothing was done stands where it was planned first. A level below the one
    before counts also where it was missed: what was taken back stays taken back.
    """
    own = sorted((p for p in case.placed if p.activity.family == family), key=_when)
    if case.join is None:
        return own
    found: list[Placed] = []
    is_begun = any(not is_missed(case, placed) for placed in own if _is_gone(case, placed))
    for placed in own:
        stands = not is_begun and _is_gone(case, placed) and _is_same(placed, found)
        if stands or not is_missed(case, placed) or _is_lower(placed, found):
            found.append(placed)
    return found


def _when(placed: Placed) -> tuple[dt.date, str]:
    return (placed.date, str(placed.starts or ""))


def _is_gone(case: Case, placed: Placed) -> bool:
    return case.join is not None and placed.date < case.join.day


def is_missed(case: Case, placed: Placed) -> bool:
    """It was planned before a revision, and nothing of it was done."""
    join, session = case.join, placed.session
    if join is None or session is None or session.key not in join.sessions:
        return False
    return isinstance(placed.item, Item) and not join.was_done(session, placed.item)


def _is_lower(placed: Placed, before: list[Placed]) -> bool:
    if not before or placed.activity.level is None or before[-1].activity.level is None:
        return False
    return placed.activity.level < before[-1].activity.level


def _is_same(placed: Placed, before: list[Placed]) -> bool:
    return not before or before[-1].activity.id == placed.activity.id
