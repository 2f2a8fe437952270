"""A plan as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.cohort.columns import joined
from planner.domain.plan import AllDay, Item, ItemDose, Plan
from planner.domain.units import MINUTES_PER_HOUR

Row = dict[str, Any]
DOSE = tuple(name for name in ItemDose.__struct_fields__ if name not in ("minutes", "load_note"))
SHARED = ("activity", "component", "family", "level", "side", "conditional")


def of_plan(plan: Plan) -> Row:
    """What the row of `statuses` says about a plan."""
    return {
        "status": plan.status,
        "decision": plan.screening.decision,
        "provisional": plan.screening.provisional,
        "template": plan.made_from.template.id,
        "template_version": plan.made_from.template.version,
        "weeks": plan.request.weeks,
        "sessions": len(plan.sessions),
        "minutes": sum(sum(week.minutes.values()) for week in plan.weeks),
        "shortfall": next(
            (each.value for each in plan.objective if each.name == "shortfall"), None
        ),
        "questions": len(plan.questions),
    }


def sessions(number: int, plan: Plan) -> Iterator[Row]:
    """One row a session."""
    for session in plan.sessions:
        yield {
            "number": number,
            "session": session.key,
            "week": session.week,
            "date": session.date.isoformat(),
            "start": session.start,
            "end": session.end,
            "minutes": _minutes(session.end) - _minutes(session.start),
            "preferred": session.preferred,
            "role": session.role,
            "items": len(session.items),
        }


def items(number: int, plan: Plan) -> Iterator[Row]:
    """One row an item of a session, and one an entry that lasts all day (without an order)."""
    for session in plan.sessions:
        for item in session.items:
            head = {"number": number, "session": session.key, "week": session.week}
            own = {"order": item.order, "minutes": item.minutes, "new": item.new}
            yield head | {"date": session.date.isoformat()} | own | _shared(item)
    for entry in plan.all_day:
        head = {"number": number, "session": entry.key, "week": entry.week}
        yield head | {"date": entry.date.isoformat()} | _shared(entry)


def exclusions(number: int, plan: Plan) -> Iterator[Row]:
    """One row an activity (or a side of one) that is not offered."""
    for each in plan.excluded:
        yield {
            "number": number,
            "activity": each.activity,
            "side": each.side,
            "verdict": each.verdict,
            "until": each.until,
            "rules": joined(each.rules),
        }


def _shared(item: Item | AllDay) -> Row:
    values = {name: getattr(item, name) for name in SHARED}
    doses = {name: getattr(item.dose, name) for name in DOSE}
    return {name: value for name, value in (values | doses).items() if value is not None}


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * MINUTES_PER_HOUR + int(minutes)
