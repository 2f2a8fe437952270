"""Quitting follows its calendar around the quit day."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import ONCE, QUIT_DATE, Case
from planner.audit.report import Report, check
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.ramps import QuitStep


@check("habit_calendar")
def habit_calendar(case: Case, report: Report) -> None:
    """The steps of quitting lie where the ramp puts them, counted from the quit day.

    Requirement: ramps.quit_smoking. The quit day is the one answered, which may lie before the plan
    or beyond it; else it is set only for people who smoke and are ready (planning.quit_day_if), and
    lies within the days from the start that the ramp gives. A step before it
    (week -n) lies at most n weeks before and not on it; a step after it (week n) lies in the n-th
    week after it, or in the week that begins n weeks after it, whichever way weeks are counted;
    steps that recur may go on. Asking and advising (planning.quit_if_not_ready) may come earlier,
    and again where the quit day lies before the plan. The first contact after it comes within a
    week. New habits per week: see `new_items`.
    """
    ramp = case.catalog.ramps.quit_smoking
    steps = {step.activity: step for step in ramp.steps}
    answered = case.answers.facts.get(QUIT_DATE)
    placed_on = {e.date for e in case.plan.all_day if e.activity in case.quit_day_activities}
    if case.join is not None and any(date >= case.join.day for date in placed_on):
        # An attempt that failed before the revision stands as it was.
        placed_on = {date for date in placed_on if date >= case.join.day}
    elif case.join is not None and answered is not None:
        placed_on = {date for date in placed_on if str(date) == str(answered)}
    report.expect(len(placed_on) <= 1, "quit day", f"{len(placed_on)} quit days")
    for date in placed_on:
        if answered is not None:
            report.expect(str(date) == str(answered), "quit day", f"{date}, not as answered")
        else:
            text = "set for somebody who does not smoke or is not ready"
            report.expect(case.sets_quit_day, "quit day", text)
            earliest, latest = ramp.quit_date_days_from_start
            days = (date - case.start).days
            text = f"{days} days from the start, {earliest} to {latest} wanted"
            report.expect(earliest <= days <= latest, "quit day", text)
    quit_day = case.quit_day
    begins = min((placed.date for placed in case.placed), default=case.start)
    is_missing = not placed_on and (quit_day is None or begins <= quit_day <= case.end)
    for placed in case.placed:
        step = steps.get(placed.activity.id)
        if step is None:
            continue
        late = is_missing and step.week > 0
        report.expect(not late, placed.where, "follows a quit day that is not in the plan")
        if quit_day is not None:
            text = f"on {placed.date}, the quit day is {quit_day} (step of week {step.week})"
            report.expect(_fits(case, step, placed.date, quit_day), placed.where, text)
    if placed_on and quit_day is not None:
        _contact(case, report, quit_day)


def _fits(case: Case, step: QuitStep, date: dt.date, quit_day: dt.date) -> bool:
    days = (date - quit_day).days
    if step.activity in case.catalog.planning.quit_if_not_ready:
        return days < 0 or quit_day < case.start
    if step.week < 0:
        return DAYS_PER_WEEK * step.week <= days < 0
    if step.week == 0:
        return days == 0 if step.recurrence == ONCE else True
    earliest = DAYS_PER_WEEK * (step.week - 1) + 1
    latest = DAYS_PER_WEEK * (step.week + 1) - 1
    return earliest <= days and (days <= latest or step.recurrence != ONCE)


def _contact(case: Case, report: Report, quit_day: dt.date) -> None:
    """The first step after the quit day comes within a week, if the plan lasts as long."""
    after = [s for s in case.catalog.ramps.quit_smoking.steps if s.week > 0]
    first = min(after, key=lambda step: step.week)
    latest = quit_day + dt.timedelta(days=DAYS_PER_WEEK)
    if latest > case.end:
        return
    dates = [p.date for p in case.placed if p.activity.id == first.activity]
    in_time = any(quit_day < date <= latest for date in dates)
    report.expect(in_time, first.activity, f"needed within a week of the quit day {quit_day}")
