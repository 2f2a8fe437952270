"""What others suggested is in the plan, or answered."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("suggestions_answered")
def suggestions_answered(case: Case, report: Report) -> None:
    """Every suggested activity is scheduled, or named between the parts of a conflict.

    Requirement: seed S41; a suggestion that a rule blocks is never dropped silently.
    """
    for suggestion in case.intake.suggested:
        in_plan = suggestion.activity in case.first_dates
        answered = any(suggestion.activity in c.between and c.text for c in case.plan.conflicts)
        text = "was suggested; it is neither in the plan nor answered"
        report.expect(in_plan or answered, suggestion.activity, text)
