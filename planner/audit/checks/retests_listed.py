"""Retests are dated."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("retests_listed")
def retests_listed(case: Case, report: Report) -> None:
    """Every week in which the template asks for a retest has one; each says what it tests.

    Requirement: retest_weeks of the template.
    """
    weeks = {case.week_of(retest.date) for retest in case.plan.retests}
    for measure, wanted in case.template.retest_weeks.items():
        for week in wanted:
            if week in case.weeks:
                text = f"no retest in week {week}"
                report.expect(week in weeks, f"retests {measure}", text)
    for retest in case.plan.retests:
        where = f"retest {retest.date}"
        report.expect(bool(retest.what.strip()), where, "does not say what is tested")
        for name in retest.unlocks:
            is_known = name in case.catalog.criteria
            report.expect(is_known, where, f"no criterion is called {name}")
