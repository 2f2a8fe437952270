"""Fewer days than a rule asks for, where the person gives few days or no habit may begin."""

from __future__ import annotations

import datetime as dt

from planner.domain import plan as p
from planner.domain.intake import Window
from tests.support.mutations.tools import on, spoil, without_days
from tests.support.plans import Bundle, entry, valid

TWO_DAYS = Window(days=(0, 2), dates=(), start=dt.time(18), end=dt.time(19, 15), preferred=True)
LATE_START = Window(days=(2, 5), dates=(), start=dt.time(18), end=dt.time(19, 15), preferred=True)


def few_days(*dropped: str, missing: int | None = None) -> Bundle:
    """Two free days a week, some sessions dropped; a conflict says how many days are missing."""
    bundle = valid().with_intake(availability=(TWO_DAYS,))
    bundle = bundle.sessions(lambda s: None if s.key in dropped else s)
    return bundle if missing is None else saying(bundle, "plan_maintenance", missing)


def saying(bundle: Bundle, rule: str, missing: int) -> Bundle:
    told = p.Conflict(text=f"{missing} missing", between=(rule, "availability"))
    return bundle.with_plan(conflicts=(*bundle.plan.conflicts, told))


def quits_at_once() -> Bundle:
    """A sedentary smoker who stops on the third day of the plan."""
    return valid().having(sedentary="any", smoker="any").with_facts(quit_date=str(on(2)))


def breaks_from(week: int) -> Bundle:
    return without_days(
        quits_at_once(), lambda e: e.activity == "sitting_break_60" and e.week < week
    )


def feet(first: int) -> Bundle:
    """Diabetes with feet that are looked at from a day of the plan on; free from the third day."""
    checks = [entry("daily_foot_check", day) for day in range(first, 42)]
    return (
        valid()
        .having(peripheral_neuropathy="any")
        .with_intake(availability=(LATE_START,))
        .all_day(*checks)
    )


spoil(
    "required",
    "one day of endurance where two are given",
    lambda: few_days("w6-d2", "w6-d5", missing=1),
    "on 1 days, at least 2 needed",
)
spoil(
    "required",
    "the days given hold less, and nothing says so",
    lambda: few_days("w6-d5"),
    "on 2 of 3 days",
)
spoil(
    "required",
    "a wrong number of days is said to be missing",
    lambda: few_days("w6-d5", missing=2),
    "on 2 of 3 days",
)
spoil(
    "required",
    "a conflict is no excuse where enough days are given",
    lambda: saying(
        valid().sessions(lambda s: None if s.key in ("w6-d2", "w6-d5") else s),
        "plan_maintenance",
        2,
    ),
    "on 1 days, at least 3 needed",
)
spoil(
    "required",
    "an absolute rule does not give way to the days given",
    lambda: saying(feet(2), "cr_159", 2),
    "daily_foot_check: on 5 days, at least 7 needed",
)
spoil(
    "required",
    "no breaks from sitting in the quit week, and nothing says so",
    lambda: breaks_from(2),
    "on 0 of 5 days",
)
spoil(
    "required",
    "the quit week excuses no week after it",
    lambda: saying(breaks_from(3), "cr_138", 5),
    "sitting_breaks: on 0 days, at least 5 needed",
)
spoil(
    "new_items",
    "another habit begins in the quit week",
    quits_at_once,
    "new: sitting_break; at most 0 (prg_quit_week)",
)
