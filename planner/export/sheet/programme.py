"""The person's booklet: every item with its picture, every session with boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from planner.domain.plan import Phase, Plan
from planner.explain.layout import short_day
from planner.explain.messages import Messages
from planner.export.describe import from_to
from planner.export.later import LATER, NO_USE, NOT_NEEDED
from planner.export.sheet.pictures import picture_key
from planner.export.sheet.weeks import uses_of
from planner.export.view import LEFT, Exercise, ProgrammeView, Week

LABELS = (
    "emergency", "stop", "limits", "care", "equipment", "track", "charts", "how",
    "how_much", "take_care", "stop_if", "why", "each_week", "session", "done", "part", "missed",
    "effort_short", "during_short", "after_short", "opens", "retests", "closed", "after", "date",
    "what", "phases", "weeks", "phase", "aim", "daily", "opens_when",
)  # fmt: skip


def programme_data(plan: Plan, view: ProgrammeView, messages: Messages) -> dict[str, Any]:
    """Everything that `programme.typ` prints, but for the charts."""
    say = messages.say
    doses = _doses(view)
    return {
        "labels": {name: say(f"sheet.{name}") for name in LABELS},
        "span": view.span,
        "decision": list(view.decision),
        "mark": view.mark,
        "purpose": view.purpose,
        "phases": [_phase(phase, messages) for phase in plan.phases],
        "emergency": [sign.sign for sign in view.signs if sign.is_emergency],
        "stop": list(view.stop_signs),
        "limits": [{"text": each.text, "names": "; ".join(each.names)} for each in view.limits],
        "cautions": list(view.cautions),
        "equipment": _halves(list(view.equipment) or [say("report.no_equipment")]),
        "track": [say("report.tick"), say("weeks.effort"), say("sheet.pain_scale")],
        "exercises": [_exercise(each, doses, messages) for each in view.exercises],
        "weeks": [_week(week, messages) for week in view.weeks],
        "openings": [
            {"text": each.text, "when": each.when, "opens": ", ".join(each.opens)}
            for each in view.openings
        ],
        "retests": [{"date": each.title, "what": ", ".join(each.what)} for each in view.retests],
        "closed": [
            {"says": each.says, "text": each.text, "names": ", ".join(each.names)}
            for each in view.closed
            if each.verdict not in (LATER, NO_USE, NOT_NEEDED)
        ],
        "after": list(view.afterwards),
    }


def _halves(texts: list[str]) -> list[list[str]]:
    """Two columns, the first one longer by one at most."""
    middle = -(-len(texts) // 2)
    return [texts[:middle], texts[middle:]]


def _phase(phase: Phase, messages: Messages) -> dict[str, str]:
    weeks = from_to(phase.first_week, phase.last_week, messages)
    return {"weeks": weeks, "name": phase.name, "aim": phase.aim}


def _exercise(
    each: Exercise, doses: dict[str, list[tuple[int, str]]], messages: Messages
) -> dict[str, Any]:
    return {
        "picture": picture_key(each.activity, LEFT if each.is_left else None),
        "name": each.name,
        "component": each.component,
        "what": each.what,
        "how": list(each.how),
        "why": [text for text in each.why if text != each.what][:1],
        "limits": list(each.limits),
        "care": list(each.care),
        "stop": "; ".join(each.stop_if),
        "doses": list(_spans(doses[each.activity], messages)),
    }


def _doses(view: ProgrammeView) -> dict[str, list[tuple[int, str]]]:
    """Week and dose of each activity, in order, each once."""
    found: dict[str, dict[tuple[int, str], None]] = {}
    for week in view.weeks:
        for use in uses_of(week):
            found.setdefault(use.activity, {})[week.week, use.dose] = None
    return {name: list(every) for name, every in found.items()}


def _spans(doses: list[tuple[int, str]], messages: Messages) -> Iterator[str]:
    """Each dose with the weeks that follow each other in which it stands."""
    for dose in dict.fromkeys(dose for _, dose in doses):
        weeks = [week for week, own in doses if own == dose]
        runs = groupby(enumerate(weeks), key=lambda each: each[1] - each[0])
        spans = [[week for _, week in run] for _, run in runs]
        words = ", ".join(
            str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans
        )
        key = "sheet.dose_week" if len(weeks) == 1 else "sheet.dose_weeks"
        yield messages.say(key, weeks=words, dose=dose)


def _week(week: Week, messages: Messages) -> dict[str, Any]:
    say = messages.say
    minutes = (say("sheet.minutes", component=name, minutes=each) for name, each in week.minutes)
    daily: dict[str, list[str]] = {}
    for day in week.days:
        for entry in day.all_day:
            name = say("sheet.item", name=entry.use.name, dose=entry.use.dose)
            daily.setdefault(name, []).append(short_day(day.date))
    return {
        "title": week.title,
        "about": say("sheet.phase_aim", phase=week.phase, aim=week.aim),
        "lighter": say("report.lighter") if week.is_lighter else "",
        "minutes": ", ".join(minutes),
        "sessions": [
            {
                "day": short_day(day.date),
                "time": say("sheet.time", start=session.start, end=session.end),
                "items": [
                    {
                        "name": use.name,
                        "dose": use.dose,
                        "only_if": use.condition,
                    }
                    for use in session.uses
                ],
            }
            for day in week.days
            for session in day.sessions
        ],
        "daily": [
            {
                "name": name,
                "days": say("weeks.every_day") if len(days) == len(week.days) else ", ".join(days),
            }
            for name, days in daily.items()
        ],
    }
