"""Sessions and days of a plan as people speak of them; their keys are for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from planner.domain.local import clock
from planner.domain.plan import Plan, Session
from planner.explain import Messages
from planner.explain.layout import day
from planner.export.events import days_of


def session_name(session: Session, messages: Messages) -> str:
    """What a session is for, and when it is."""
    return messages.say(
        "event.session",
        role=messages.word(session.role),
        day=day(session.date),
        time=clock(session.start),
    )


def event_names(plan: Plan, keys: Collection[str], messages: Messages) -> dict[str, str]:
    """Names of events by their keys; what the plan does not hold (any more) has none."""
    sessions = {s.key: session_name(s, messages) for s in plan.sessions if s.key in keys}
    days = {
        key: messages.say("event.day", day=day(entries[0].date))
        for key, entries in days_of(plan).items()
        if key in keys
    }
    return sessions | days


def moment_name(moment: dt.datetime, messages: Messages) -> str:
    """A local day with its time."""
    return messages.say("event.moment", day=day(moment.date()), time=clock(f"{moment:%H:%M}"))
