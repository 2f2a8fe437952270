"""Caps on minutes, days, sessions and sets of what a rule names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from planner.audit.case import Case
from planner.audit.doses import dose_of
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.audit.volume import dates_of
from planner.domain.plan import Item

WEEK_1 = "week_1"
PER_WEEK = "minutes_per_week"


@check("weekly_caps")
def weekly_caps(case: Case, report: Report) -> None:
    """Amounts of the target of each hard cap stay below it in every week where it holds.

    Requirement: hard caps on minutes_per_week (those of week 1 are in `weekly_ramp`), per day,
    per bout (one item; unbroken_minutes too), per session of a named target, days and sessions per
    week, sessions and sets per day, consecutive days off. Also the days per week of each
    activity's dose and the sessions per day of the template. Values given only as a formula
    are not read.
    """
    for week in case.weeks:
        items = case.in_week(week)
        for quantity, amount in AMOUNTS.items():
            for fired in case.firings.limits("cap", quantity, week):
                if fired.body.value is None or not case.applies(fired, week):
                    continue
                if quantity == PER_WEEK and fired.body.window == WEEK_1:
                    continue
                targets = [p for p in items if case.firings.hits(p.activity, fired)]
                found = amount(targets)
                text = f"{quantity} {found:g}, at most {fired.body.value} ({fired.rule})"
                report.expect(found <= fired.body.value, f"week {week}", text)
                if fired.body.non_consecutive:
                    text = f"two days in a row ({fired.rule})"
                    report.expect(not _in_a_row(targets), f"week {week}", text)
        _days_of_doses(case, report, items)
    _days_off(case, report)
    _sessions_a_day(case, report)


def _minutes(items: list[Placed]) -> float:
    return sum(placed.minutes for placed in items)


def _days(items: list[Placed]) -> float:
    return len(dates_of(items))


def _sessions(items: list[Placed]) -> float:
    return len({placed.session.key for placed in items if placed.session is not None})


def _longest_item(items: list[Placed]) -> float:
    return max((p.minutes for p in items if isinstance(p.item, Item)), default=0)


def _most_of_a_day(amount: Callable[[list[Placed]], float]) -> Callable[[list[Placed]], float]:
    def most(items: list[Placed]) -> float:
        days = [[p for p in items if p.date == date] for date in dates_of(items)]
        return max(map(amount, days), default=0)

    return most


def _most_of_a_session(items: list[Placed]) -> float:
    keys = {placed.session.key for placed in items if placed.session is not None}
    groups = [[p for p in items if p.session is not None and p.session.key == key] for key in keys]
    return max(map(_minutes, groups), default=0)


def _times(items: list[Placed]) -> float:
    """Times an activity is done; several activities of the target: the most frequent one."""
    counts: dict[tuple[str, str | None], int] = {}
    for placed in items:
        key = (placed.activity.id, placed.item.side)
        counts[key] = counts.get(key, 0) + (placed.item.dose.times_per_day or 1)
    return max(counts.values(), default=0)


def _sets(items: list[Placed]) -> float:
    counts: dict[tuple[str, str | None], int] = {}
    for placed in items:
        key = (placed.activity.id, placed.item.side)
        times = placed.item.dose.times_per_day or 1
        counts[key] = counts.get(key, 0) + (placed.item.dose.sets or 1) * times
    return max(counts.values(), default=0)


AMOUNTS: dict[str, Callable[[list[Placed]], float]] = {
    PER_WEEK: _minutes,
    "minutes_per_day": _most_of_a_day(_minutes),
    "barefoot_minutes_per_day": _most_of_a_day(_minutes),
    "minutes_per_bout": _longest_item,
    "unbroken_minutes": _longest_item,
    "days_per_week": _days,
    "sessions_per_week": _sessions,
    "sessions_per_day": _most_of_a_day(_times),
    "sets_per_day": _most_of_a_day(_sets),
}


def _in_a_row(items: list[Placed]) -> bool:
    return any(
        after - before == dt.timedelta(days=1) for before, after in pairwise(dates_of(items))
    )


def _days_of_doses(case: Case, report: Report, items: list[Placed]) -> None:
    by_activity: dict[str, list[Placed]] = {}
    for placed in items:
        by_activity.setdefault(placed.activity.id, []).append(placed)
    for activity, group in by_activity.items():
        full = dose_of(case, group[0].activity)
        if full is not None:
            days, most = len(dates_of(group)), full.days_per_week[-1]
            where = f"week {group[0].week} {activity}"
            report.expect(days <= most, where, f"on {days} days, at most {most}")


def _days_off(case: Case, report: Report) -> None:
    caps: dict[str, Fired] = {
        fired.rule: fired
        for week in case.weeks
        for fired in case.firings.limits("cap", "consecutive_days_off", week)
        if case.applies(fired, week)
    }
    for fired in caps.values():
        items = [p for p in case.placed if case.firings.hits(p.activity, fired)]
        for before, after in pairwise(dates_of(items)):
            days = range(1, (after - before).days)
            off = [d for d in days if not case.is_away(before + dt.timedelta(days=d))]
            text = f"{len(off)} days off in a row, at most {fired.body.value} ({fired.rule})"
            report.expect(len(off) <= fired.body.value, f"after {before}", text)


def _sessions_a_day(case: Case, report: Report) -> None:
    most = case.template.caps.sessions_per_day
    dates = [session.date for session in case.plan.sessions]
    for date in dict.fromkeys(dates):
        text = f"{dates.count(date)} sessions, at most {most} ({case.template.id})"
        report.expect(dates.count(date) <= most, f"{date}", text)
    for week in case.weeks:
        for fired in case.firings.limits("cap", "minutes_per_session", week):
            if not fired.body.target.any and case.applies(fired, week):
                targets = [p for p in case.in_week(week) if case.firings.hits(p.activity, fired)]
                found = _most_of_a_session(targets)
                text = f"{found:g} min in a session, at most {fired.body.value} ({fired.rule})"
                report.expect(found <= fired.body.value, f"week {week}", text)
