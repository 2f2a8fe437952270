"""Missed is not tomorrow, and never doubles."""

from __future__ import annotations

from planner.audit.case import ENDURANCE, Case
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.domain.plan import Item


@check("missed_again")
def missed_again(case: Case, report: Report) -> None:
    """What was missed in the week of a revision is not made up for in the rest of it.

    Requirement: prg_absence_under_7 (as planned, no doubling). A family with a missed item in
    that week stands on no more of the days that are left than was published, and endurance has
    no more minutes on them.
    """
    join = case.join
    if join is None or not join.cuts_week:
        return
    missed = {
        item.family or item.activity
        for session in join.sessions.values()
        if session.week == join.week
        for item in session.items
        if item.component in case.catalog.planning.exercise_components
        and not join.was_done(session, item)
    }
    coming = [p for p in case.in_sessions if p.date >= join.day and p.week == join.week]
    for family in sorted(missed):
        was = [
            (session.date, item)
            for session in join.past.plan.sessions
            if session.date >= join.day and session.week == join.week
            for item in session.items
            if (item.family or item.activity) == family
        ]
        own = [placed for placed in coming if placed.key == family]
        days, published = len({p.date for p in own}), len({date for date, _ in was})
        where = f"week {join.week} {family}"
        text = f"was missed and comes on {days} more days, {published} were published"
        report.expect(days <= published, where, text)
        if any(placed.activity.component == ENDURANCE for placed in own):
            _minutes(report, where, own, [item for _, item in was])


def _minutes(report: Report, where: str, own: list[Placed], was: list[Item]) -> None:
    now, then = sum(p.minutes for p in own), sum(item.dose.minutes or 0 for item in was)
    report.expect(now <= then, where, f"was missed and has {now} min, {then} were published")
