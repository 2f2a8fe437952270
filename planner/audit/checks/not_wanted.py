"""What the person never wants is not in the plan."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("not_wanted")
def not_wanted(case: Case, report: Report) -> None:
    """No item is named in `preferences.never`, by activity, family or component.

    Requirement: preferences of the intake.
    """
    for placed in case.placed:
        wanted = not case.verdicts.is_unwanted(placed.activity)
        report.expect(wanted, placed.where, "the person never wants it")
