"""Sessions and days of a plan as people speak of them; their keys are for programs."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.plan import Plan, Session
from planner.explain.layout import day
from planner.export.events import days_of


def session_name(session: Session) -> str:
    """What a session is for, and when it is."""
    return f"{session.role.replace('_', ' ')} on {day(session.date)} at {session.start}"


def event_names(plan: Plan, keys: Collection[str]) -> dict[str, str]:
    """Names of events by their keys; what the plan does not hold (any more) has none."""
    sessions = {s.key: session_name(s) for s in plan.sessions if s.key in keys}
    days = {
        key: f"whole day, {day(entries[0].date)}"
        for key, entries in days_of(plan).items()
        if key in keys
    }
    return sessions | days
