"""A revision with sessions where the person moved them, as far as the audit lets them be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from planner.domain.plan import Plan
from planner.domain.units import DAYS_PER_WEEK
from planner.errors import AuditViolation
from planner.explain import Messages
from planner.explain.layout import day
from planner.workflow.programme.moves import AcceptedMove, is_met, times_of, with_moves
from planner.workflow.programme.names import session_name
from planner.workflow.programme.past import Now

Finished = Callable[[Plan, frozenset[str]], Plan]


def granted(plan: Plan, now: Now, messages: Messages, finished: Finished) -> Plan:
    """The audited revision with every wish that breaks no rule; a warning tells of the others.

    Args:
        plan: as the search left it.
        now: with the wishes, and the first day that may change.
        messages: sentences of the catalog.
        finished: completes a plan in which the sessions of some keys were wished, and audits it.

    Raises:
        AuditViolation: the plan breaks a rule without any wish.
    """
    wanted = [m for wish in now.wishes if (m := _open(plan, wish, now.past.day)) is not None]
    held = frozenset(wish.key for wish in now.wishes if is_met(wish, plan))
    if not wanted:
        return finished(plan, held)
    met: list[AcceptedMove] = []
    best = _tried(plan, wanted, held, finished)
    if best is not None:
        return best
    for wish in wanted:
        if _tried(plan, [*met, wish], held, finished) is not None:
            met.append(wish)
    told = [_unmet(plan, wish, messages) for wish in wanted if wish not in met]
    warned = replace(plan, warnings=(*plan.warnings, *told))
    if not met:
        return finished(warned, held)
    return finished(with_moves(warned, met), held | {wish.key for wish in met})


def _open(plan: Plan, wish: AcceptedMove, first: dt.date) -> AcceptedMove | None:
    """A wish that the plan does not meet, with the length that the session has now."""
    session = next((s for s in plan.sessions if s.key == wish.key), None)
    if session is None or is_met(wish, plan) or session.date < first:
        return None
    if wish.start is None:
        return wish
    week = (wish.start.date() - plan.request.start).days // DAYS_PER_WEEK + 1
    if wish.start.date() < first or week != session.week:
        return None
    start, end = times_of(session)
    return replace(wish, end=wish.start + (end - start))


def _tried(
    plan: Plan, wishes: Sequence[AcceptedMove], held: frozenset[str], finished: Finished
) -> Plan | None:
    try:
        return finished(with_moves(plan, wishes), held | {wish.key for wish in wishes})
    except AuditViolation:
        return None


def _unmet(plan: Plan, wish: AcceptedMove, messages: Messages) -> str:
    name = next(session_name(s, messages) for s in plan.sessions if s.key == wish.key)
    if wish.start is None:
        return messages.say("replan.wish_kept", name=name)
    return messages.say(
        "replan.wish_unmet", name=name, day=day(wish.start.date()), time=f"{wish.start:%H:%M}"
    )
