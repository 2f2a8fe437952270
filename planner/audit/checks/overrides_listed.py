"""No override is silent."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("overrides_listed")
def overrides_listed(case: Case, report: Report) -> None:
    """Every override of the intake is named by a conflict with a text.

    Requirement: overrides are printed wherever the plan is printed.
    """
    for override in case.intake.overrides:
        found = any(override.rule in c.between and c.text.strip() for c in case.plan.conflicts)
        report.expect(found, override.rule, "was set aside, and no conflict says so")
