"""Effort rises in no week in which something else of its component does (one variable a week)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planner.domain.plan import Item, Session
from planner.problem.context import Context
from planner.problem.model import Problem
from planner.workflow.writing.items import intensity

ENDURANCE = "endurance"


def held_back(
    context: Context, problem: Problem, sessions: tuple[Session, ...]
) -> tuple[Session, ...]:
    """The sessions with effort kept at that of the weeks before, where something else rises."""
    found = sessions
    for variety in problem.varieties:
        for week in variety.weeks:
            known = _weeks_before(context, found, variety.component, week)
            own = _of(found, variety.component, [week + 1])
            if known and own and _something_rises(context, found, variety.component, week, known):
                most = max((i.dose.rpe or 0 for _, i in _of(found, variety.component, known)))
                found = tuple(
                    _capped(context, session, variety.component, most)
                    if session.week == week + 1 and _is_to_come(context, session)
                    else session
                    for session in found
                )
    return found


def _is_to_come(context: Context, session: Session) -> bool:
    """A revision does not change the sessions before it."""
    return context.history is None or session.date >= context.history.past.day


def _of(
    sessions: Iterable[Session], component: str, weeks: Iterable[int]
) -> list[tuple[Session, Item]]:
    """Items of a component in some weeks (1-based), with their sessions."""
    wanted = set(weeks)
    return [
        (session, item)
        for session in sessions
        if session.week in wanted
        for item in session.items
        if item.component == component
    ]


def _weeks_before(
    context: Context, sessions: tuple[Session, ...], component: str, week: int
) -> list[int]:
    """Weeks (1-based) that the week (0-based) is compared with: those that hold the component."""
    first = max(0, week - context.planning.reference_weeks)
    numbers = range(first + 1, week + 1)
    return [number for number in numbers if _of(sessions, component, [number])]


def _something_rises(
    context: Context, sessions: tuple[Session, ...], component: str, week: int, known: list[int]
) -> bool:
    now = week + 1
    days = {n: len({s.date for s, _ in _of(sessions, component, [n])}) for n in [*known, now]}
    if days[now] > max(days[n] for n in known) or _steps(sessions, component, now):
        return True
    if component != ENDURANCE:
        return False
    longest = {n: _longest(sessions, n) for n in [*known, now]}
    costs = {n: _cost(context, sessions, n) for n in [*known, now]}
    return any(values[now] > max(values[n] for n in known) for values in (longest, costs))


def _steps(sessions: tuple[Session, ...], component: str, week: int) -> bool:
    """A ladder of the component stands higher than when it was last done."""
    last: dict[str, int] = {}
    for _, item in _of(sessions, component, range(1, week)):
        if item.family is not None and item.level is not None:
            last[item.family] = item.level
    return any(
        item.family in last and item.level is not None and item.level > last[item.family]
        for _, item in _of(sessions, component, [week])
    )


def _longest(sessions: tuple[Session, ...], week: int) -> int:
    totals: dict[str, int] = {}
    for session, item in _of(sessions, ENDURANCE, [week]):
        totals[session.key] = totals.get(session.key, 0) + (item.dose.minutes or 0)
    return max(totals.values(), default=0)


def _cost(context: Context, sessions: tuple[Session, ...], week: int) -> float:
    costs = [
        context.catalog.activities[item.activity].met
        for _, item in _of(sessions, ENDURANCE, [week])
    ]
    return max((cost.value for cost in costs if cost is not None), default=0)


def _capped(context: Context, session: Session, component: str, most: int) -> Session:
    items = []
    for item in session.items:
        rpe = item.dose.rpe
        if item.component == component and rpe is not None and rpe > most:
            dose = replace(item.dose, rpe=most)
            item = replace(item, dose=dose, intensity=intensity(context, most))
        items.append(item)
    return replace(session, items=tuple(items))
