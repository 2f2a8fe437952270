"""No stretch of a muscle that has its full range."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("no_benefit")
def no_benefit(case: Case, report: Report) -> None:
    """No item is excluded because a trial showed full range.

    Requirement: full range means no benefit, so the stretch is left out (seed S15).
    """
    for placed in case.placed:
        for side in placed.sides:
            rules = case.verdicts.of(placed.activity, side, placed.week).no_benefit
            text = f"the trial showed full range ({', '.join(rules)})"
            report.expect(not rules, placed.where, text)
