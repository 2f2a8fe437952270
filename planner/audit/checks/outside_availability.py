"""Sessions lie only where the person is free, awake and at home."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.clock import (
    busy_spans,
    has_own_sleep,
    inside,
    moment,
    overlaps,
    sleeps,
    windows,
)
from planner.audit.report import Report, check


@check("outside_availability")
def outside_availability(case: Case, report: Report) -> None:
    """A session lies inside one window of its date, and touches nothing that blocks it.

    Requirement: availability, busy times, days away, sleep, wake and bed of the intake. Windows
    are not joined. On a date with a sleep of its own the usual night does not count.
    """
    intake = case.intake
    nights, all_busy = sleeps(intake), busy_spans(intake)
    for session in case.plan.sessions:
        start, end = moment(session.date, session.start), moment(session.date, session.end)
        if start is None or end is None:
            continue  # the times cannot be read: see dates_wrong
        span = (start, end)
        free = windows(intake, session.date)
        report.expect(inside(span, free), session.key, "not inside one free time of the date")
        busy = any(overlaps(span, taken) for taken in all_busy)
        report.expect(not busy, session.key, "overlaps a busy time")
        report.expect(not case.is_away(session.date), session.key, "the person is away")
        asleep = any(overlaps(span, night) for night in nights)
        if not has_own_sleep(intake, session.date):
            clock = start.time()
            late = intake.bed is not None and end.time() > intake.bed
            if intake.wake is not None and intake.bed is not None and intake.bed < intake.wake:
                late = False  # bedtime is after midnight
            asleep = asleep or late or (intake.wake is not None and clock < intake.wake)
        report.expect(not asleep, session.key, "the person sleeps then")
