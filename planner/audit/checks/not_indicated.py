"""Items for certain findings go only to people who have them."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("not_indicated")
def not_indicated(case: Case, report: Report) -> None:
    """An item with `indicated_by` has one of its findings for certain, in that week.

    Requirement: policies `indicated_items` and `awaited_items`. Unknown is not enough, and a
    criterion is not assumed but for the people, items and weeks that the decision policy names;
    such an item is conditional (check `deferred_too_early`). What the decision policy names as
    also indicated counts.
    """
    for placed in case.placed:
        names = ", ".join(placed.activity.indicated_by)
        is_indicated = case.verdicts.is_indicated(placed.activity, placed.week)
        report.expect(is_indicated, placed.where, f"only for people with: {names}")
