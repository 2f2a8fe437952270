"""Weeks, dates and clock times agree."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.clock import exists, moment
from planner.audit.report import Report, check
from planner.domain.plan import Session


@check("dates_wrong")
def dates_wrong(case: Case, report: Report) -> None:
    """Every date lies inside the plan and in its week; every time exists and adds up.

    Requirement: plan format. Week 1 starts on the first day of the plan; a session ends when its
    items end; local times are not in the gap of a clock change.
    """
    for session in case.plan.sessions:
        _in_plan(case, report, session.key, session.date, session.week)
        _times(case, report, session)
    for entry in case.plan.all_day:
        _in_plan(case, report, entry.key, entry.date, entry.week)
    for retest in case.plan.retests:
        inside = case.start <= retest.date <= case.end
        report.expect(inside, "retests", f"{retest.date} is outside the plan")


def _in_plan(case: Case, report: Report, key: str, date: dt.date, week: int) -> None:
    report.expect(case.start <= date <= case.end, key, f"{date} is outside the plan")
    right = case.week_of(date)
    report.expect(week == right, key, f"{date} lies in week {right}, not {week}")


def _times(case: Case, report: Report, session: Session) -> None:
    timezone = case.intake.plan.timezone
    is_same = session.timezone == timezone
    report.expect(is_same, session.key, f"timezone is {session.timezone}, not {timezone}")
    start, end = moment(session.date, session.start), moment(session.date, session.end)
    report.expect(start is not None, session.key, f"no time of day: {session.start}")
    report.expect(end is not None, session.key, f"no time of day: {session.end}")
    if start is None or end is None:
        return
    right = start + dt.timedelta(minutes=sum(item.minutes for item in session.items))
    report.expect(end == right, session.key, f"ends at {session.end}, its items at {right:%H:%M}")
    for local in (start, end):
        text = f"{local} does not exist in {timezone}"
        report.expect(exists(local, timezone), session.key, text)
    for item in session.items:
        counted = item.dose.minutes or 0
        text = f"takes {item.minutes} min, its dose {counted} min"
        report.expect(0 < item.minutes >= counted, f"{session.key} {item.activity}", text)
