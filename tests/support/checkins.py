"""A programme of a healthy person, and check-ins on it written in a few words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from planner.documents import Document
from planner.domain import plan as p
from planner.domain.checkin import CheckIn
from planner.domain.intake import PlanRequest
from planner.intake.checkin import read_check_in
from planner.progression import Decision, Review
from planner.workflow.programme.person import Person, person_now
from tests.support.people import CATALOG, healthy, intake
from tests.support.sample_plan import START, item, sample_plan, week

WEEKS = 10
DAYS = (0, 2, 4)
# Worked out from the log or the day, so an intake does not say them.
FROM_LOG = (
    "pain_gate", "pain_trend_7d", "session_symptoms", "days_absent", "plan_week",
    "weekly_mean_pain_rises_in_a_row", "adherence_pct", "leg_symptom_free_days",
)  # fmt: skip
SET = "sit_to_stand_high"
WALK = "walk_short"
BUG = "dead_bug_march"
STRETCH = "hamstring_seated"
LIFT, INSOLE = "heel_lift_3mm", "orthotic_day_1_3"
CALM = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}


def planned(activity: str, order: int, **dose: Any) -> p.Item:
    entry = CATALOG.activities[activity]
    return item(
        activity=activity, component=entry.component, family=entry.family, level=entry.level,
        side=None, order=order, new=False, dose=p.ItemDose(**dose), name=entry.name,
    )  # fmt: skip


ITEMS = (
    planned(SET, 1, sets=2, reps=12, rest_s=60, rpe=4),
    planned(BUG, 2, sets=2, reps=10, hold_s=2, rpe=4),
    planned(WALK, 3, minutes=30, rpe=4),
    planned(STRETCH, 4, sets=2, hold_s=30),
)


LOADED = planned("leg_press", 5, sets=3, reps=10, rpe=6)


def session(number: int, day: int) -> p.Session:
    return p.Session(
        key=f"w{number:02d}-{day}", week=number,
        date=START + dt.timedelta(weeks=number - 1, days=day), start="07:00", end="07:40",
        timezone="Europe/Berlin", preferred=False, role="strength", items=ITEMS,
    )  # fmt: skip


def worn(number: int, day: int, activity: str, **dose: Any) -> p.AllDay:
    entry = CATALOG.activities[activity]
    return p.AllDay(
        key=f"w{number:02d}-d{day}-{activity}", week=number,
        date=START + dt.timedelta(weeks=number - 1, days=day), activity=activity,
        component=entry.component, family=entry.family, level=entry.level, side=None,
        dose=p.ItemDose(**dose), movements=(), name=entry.name, what="", how=(), why=(),
    )  # fmt: skip


def programme(
    *, deload: int | None = None, devices: bool = False, loaded: bool = False, new: bool = False
) -> p.Plan:
    numbers = range(1, WEEKS + 1)
    days = [(number, day) for number in numbers for day in range(7)] if devices else []
    return sample_plan(
        request=replace(sample_plan().request, weeks=WEEKS),
        weeks=tuple(week(number, deload=number == deload) for number in numbers),
        sessions=tuple(
            replace(one, items=tuple(replace(i, new=new) for i in (*ITEMS, *(LOADED,) * loaded)))
            for one in (session(number, day) for number in numbers for day in DAYS)
        ),
        all_day=tuple(
            entry
            for number, day in days
            for entry in (
                worn(number, day, LIFT, lift_mm=3.0),
                worn(number, day, INSOLE, hours=min(day + 1, 3)),
            )
        ),
    )


def sunday(number: int) -> dt.date:
    return START + dt.timedelta(weeks=number - 1, days=6)


def told(plan: p.Plan, number: int, words: dict[str, Any]) -> CheckIn:
    """The check-in at the end of a week.

    Args:
        plan: of `programme`.
        number: of the week.
        words: scores of every session (see CALM; null takes one away), `items` by activity,
            `missed` and `partial` and `unreported` as days, `symptoms`, and the parts of
            `checkin/1` under their own names.
    """
    sessions = []
    for entry in (entry for entry in plan.sessions if entry.week == number):
        day = (entry.date - START).days % 7
        if day in words.get("unreported", ()):
            continue
        if day in words.get("missed", ()):
            sessions.append({"key": entry.key, "done": "missed"})
            continue
        only = words.get("only")
        scores = CALM | ({} if only is not None and day not in only else words.get("scores", {}))
        report = {
            "key": entry.key,
            "done": "partial" if day in words.get("partial", ()) else "full",
        }
        report |= {name: value for name, value in scores.items() if value is not None}
        if only is None or day in only:
            report |= {"symptoms": words["symptoms"]} if "symptoms" in words else {}
            items = [{"activity": a, **more} for a, more in words.get("items", {}).items()]
            report |= {"items": items} if items else {}
        sessions.append(report)
    data = {
        "format": "checkin/1", "date": words.get("date", sunday(number).isoformat()),
        "sessions": sessions,
        "facts": {"worst_pain_max_7d": 1, **words.get("facts", {})}, "red_flags": [],
    }  # fmt: skip
    data["facts"] = {name: value for name, value in data["facts"].items() if value is not None}
    data |= {
        name: words[name] for name in ("all_day", "stretch_trials", "criteria") if name in words
    }
    if "red_flags" in words:
        data["red_flags"] = words["red_flags"]
    if data["red_flags"] is None:
        del data["red_flags"]
    return read_check_in(Document(data, "case", {}), plan, CATALOG)


def after(
    *weeks: dict[str, Any] | None,
    facts: dict[str, Any] | None = None,
    without: Iterable[str] = (),
    **options: Any,
) -> Person:
    """The person after check-ins at the end of the first weeks; None leaves a week out."""
    plan = programme(**options)
    known = {k: v for k, v in healthy().facts.items() if k not in {*FROM_LOG, *without}}
    known |= facts or {}
    request = PlanRequest(start=START, weeks=WEEKS, timezone="Europe/Berlin")
    person = intake(assessed_on=START, plan=request, facts=known)
    given = [told(plan, n, words) for n, words in enumerate(weeks, start=1) if words is not None]
    return person_now(plan, person, tuple(given), CATALOG)


def decision(review: Review, activity: str) -> Decision:
    return next(d for d in review.decisions if d.activity == activity)
