"""Keys name one thing only."""

from __future__ import annotations

from collections import Counter

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("duplicate_key")
def duplicate_key(case: Case, report: Report) -> None:
    """No key is used twice, and no activity stands twice (for one side) in a session.

    Requirement: keys are stable names that check-ins and calendars refer to.
    """
    keys = Counter([session.key for session in case.plan.sessions])
    keys.update(entry.key for entry in case.plan.all_day)
    for key, count in keys.items():
        report.expect(count == 1, key, f"this key is used {count} times")
    for session in case.plan.sessions:
        items = Counter((item.activity, item.side) for item in session.items)
        for (activity, side), count in items.items():
            where = f"{session.key} {activity}"
            report.expect(count == 1, where, f"stands {count} times in one session ({side})")
    days = Counter((e.activity, e.side, e.date) for e in case.plan.all_day)
    for (activity, _, date), count in days.items():
        report.expect(count == 1, activity, f"stands {count} times on {date}")
