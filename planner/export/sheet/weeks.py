"""The sheet for the fridge: one page a week, with a box to tick for every item of every session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from statistics import mean
from typing import Any

from planner.domain.plan import Plan
from planner.explain.dose import PARTS
from planner.explain.layout import month_day, short_day, weekday
from planner.explain.messages import Messages
from planner.export.approval import approval_text
from planner.export.sheet.pictures import picture_key
from planner.export.signs import stop_signs
from planner.export.view import Day, ProgrammeView, SessionView, Use, Week

Row = dict[str, Any]


def weeks_data(plan: Plan, view: ProgrammeView, messages: Messages) -> dict[str, Any]:
    """Everything that `weeks.typ` prints."""
    say = messages.say
    last = plan.request.weeks
    stops = {each.activity: (each.component, each.stop_if) for each in view.exercises}
    return {
        "weeks": [_week(week, last, stops, messages) for week in view.weeks],
        "emergency": [sign.sign for sign in view.signs if sign.is_emergency],
        "approval": approval_text(plan, messages),
        "provisional": [say("screening.provisional")] if view.is_provisional else [],
        "labels": {
            "items": say("sheet.items"),
            "daily": say("sheet.daily"),
            "emergency": say("sheet.emergency"),
            "stop": say("sheet.stop"),
            "new": say("sheet.new"),
            "effort": say("sheet.effort"),
            "during": say("sheet.pain_during"),
            "after": say("sheet.pain_after"),
            "scale": say("sheet.scale"),
            "checks": say("sheet.checks"),
        },
    }


def _week(
    week: Week, last: int, stops: Mapping[str, tuple[str, tuple[str, ...]]], messages: Messages
) -> dict[str, Any]:
    say = messages.say
    sessions = [(day, session) for day in week.days for session in day.sessions]
    rows = _rows([session for _, session in sessions])
    daily = _daily(week.days)
    conditions = list(dict.fromkeys(r["condition"] for r in (*rows, *daily) if r["condition"]))
    for row in (*rows, *daily):
        row["note"] = conditions.index(row["condition"]) + 1 if row["condition"] else 0
    return {
        "title": say("sheet.week", week=week.week),
        "of": say("sheet.of_weeks", weeks=last),
        "dates": say(
            "sheet.dates", first=short_day(week.days[0].date), last=short_day(week.days[-1].date)
        ),
        "phase": week.phase,
        "aim": week.aim,
        "lighter": say("report.lighter") if week.is_lighter else "",
        "sessions": [_head(day, session, messages) for day, session in sessions],
        "rows": rows,
        "days": [_date(day) for day in week.days],
        "stop": list(stop_signs((stops[use.activity] for use in uses_of(week)), messages)),
        "daily": daily,
        "conditions": conditions,
        "checks": [
            say("sheet.check", day=short_day(day.date), what=", ".join(day.checks))
            for day in week.days
            if day.checks
        ],
    }


def _head(day: Day, session: SessionView, messages: Messages) -> dict[str, str]:
    minutes = messages.say("dose.minutes", minutes=session.minutes)
    return _date(day) | {"time": session.start, "minutes": minutes}


def _date(day: Day) -> dict[str, str]:
    return {"day": weekday(day.date), "date": month_day(day.date)}


def uses_of(week: Week) -> Iterator[Use]:
    """Every item of the sessions and days of a week."""
    for day in week.days:
        for session in day.sessions:
            yield from session.uses
        yield from (entry.use for entry in day.all_day)


def _rows(sessions: list[SessionView]) -> list[Row]:
    """One row for each item and side, in the order in which they come in a session."""
    uses: dict[tuple[str, str | None], list[Use | None]] = {}
    places: dict[tuple[str, str | None], list[float]] = {}
    for number, session in enumerate(sessions):
        for place, use in enumerate(session.uses):
            key = use.activity, use.side
            uses.setdefault(key, [None] * len(sessions))[number] = use
            places.setdefault(key, []).append(place / len(session.uses))
    return [_row(uses[key]) for key in sorted(uses, key=lambda key: mean(places[key]))]


def _row(uses: list[Use | None]) -> Row:
    """What of the dose is the same each time stands beside the name, the rest in the cells."""
    doses = [use.dose.split(PARTS) if use is not None else [] for use in uses]
    given = [dose for dose in doses if dose]
    same = [part for part in given[0] if all(part in dose for dose in given)]
    here = [use for use in uses if use is not None]
    return {
        "picture": picture_key(here[0].activity, here[0].side),
        "name": here[0].name,
        "dose": PARTS.join(same),
        "new": any(use.is_new for use in here),
        "condition": next((use.condition for use in here if use.condition), ""),
        "cells": [
            None if use is None else PARTS.join(part for part in dose if part not in same)
            for use, dose in zip(uses, doses, strict=True)
        ],
    }


def _daily(days: Iterable[Day]) -> list[Row]:
    """One row for each thing of the day, with the days on which it is done."""
    week = list(days)
    found: dict[str, list[Use | None]] = {}
    for number, day in enumerate(week):
        for entry in day.all_day:
            found.setdefault(entry.use.activity, [None] * len(week))[number] = entry.use
    return [_row(uses) for uses in found.values()]
