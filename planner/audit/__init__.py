"""An independent check of a plan: plain loops over the intake, the catalog and the plan.

It shares no code with the parts that make plans, so that a mistake there shows here.
"""

from __future__ import annotations

from collections.abc import Container

from planner.audit.case import Case
from planner.audit.checks import all_checks
from planner.audit.report import Report
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.plan import AuditResult, Plan, ViolationRecord
from planner.knowledge import Catalog, Template

__all__ = ["audit", "breaks_a_rule"]

# Takes longer than all other checks together.
_LAST = "required"


def audit(
    plan: Plan, intake: Intake, answers: Answers, catalog: Catalog, template: Template
) -> AuditResult:
    """Check a plan against everything that binds it.

    Args:
        plan: the plan, made by the planner or edited by hand.
        intake: the checked intake it claims to answer.
        answers: the resolved answers of that intake.
        catalog: the catalog it claims to follow.
        template: the template it claims to follow.

    Returns:
        Per check how many things it looked at, and every violation with code, place and text.
    """
    case = Case(plan, intake, answers, catalog, template)
    reports = []
    for code, run in all_checks().items():
        report = Report(code)
        run(case, report)
        reports.append(report)
    violations = tuple(found for report in reports for found in report.violations)
    return AuditResult(
        passed=not violations,
        checks=tuple(report.count for report in reports),
        violations=violations,
    )


def breaks_a_rule(
    plan: Plan,
    intake: Intake,
    answers: Answers,
    catalog: Catalog,
    template: Template,
    known: Container[ViolationRecord] = (),
) -> bool:
    """Whether `audit` finds a violation that is not known; it stops at the first one."""
    case = Case(plan, intake, answers, catalog, template)
    for code, run in sorted(all_checks().items(), key=lambda found: found[0] == _LAST):
        report = Report(code)
        run(case, report)
        if any(violation not in known for violation in report.violations):
            return True
    return False
