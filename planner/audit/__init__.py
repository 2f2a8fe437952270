"""An independent check of a plan: plain loops over the intake, the catalog and the plan.

It shares no code with the parts that make plans, so that a mistake there shows here.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from msgspec.structs import replace

from planner.audit.case import Case
from planner.audit.checks import all_checks
from planner.audit.joined import Join
from planner.audit.report import Report
from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.domain.past import Past
from planner.domain.plan import AuditResult, Plan, ViolationRecord
from planner.knowledge import Catalog, Template

__all__ = ["audit", "breaks_a_rule"]

# Takes longer than all other checks together.
_LAST = "required"


def audit(
    plan: Plan,
    intake: Intake,
    answers: Answers,
    catalog: Catalog,
    template: Template,
    past: Past | None = None,
) -> AuditResult:
    """Check a plan against everything that binds it.

    Args:
        plan: the plan, made by the planner or edited by hand.
        intake: the checked intake it claims to answer.
        answers: the resolved answers of that intake.
        catalog: the catalog it claims to follow.
        template: the template it claims to follow.
        past: of a revision: the plan before it, the reports and the decisions. The revision is
            judged from its first day on, over the join.

    Returns:
        Per check how many things it looked at, and every violation with code, place and text.
    """
    reports = _reports(Case(plan, intake, answers, catalog, template, past))
    violations = [found for report in reports for found in report.violations]
    if past is not None and violations:
        join = Join(past, intake.plan.start)
        gone = _alone(plan, join, lambda bare: Case(bare, intake, answers, catalog, template, past))
        violations = [v for v in violations if v not in gone]
    return AuditResult(
        passed=not violations,
        checks=tuple(report.count for report in reports),
        violations=tuple(violations),
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


def _reports(case: Case) -> list[Report]:
    reports = []
    for code, run in all_checks().items():
        report = Report(code, case.join.is_settled if case.join is not None else None)
        run(case, report)
        reports.append(report)
    return reports


def _alone(plan: Plan, join: Join, case: Callable[[Plan], Case]) -> list[ViolationRecord]:
    """What the days before a revision break, word for word, in the week that it cuts.

    A new limit can be smaller than what was done of that week already; nothing can undo that.
    """
    bare = replace(
        plan,
        sessions=tuple(session for session in plan.sessions if session.date < join.day),
        all_day=tuple(entry for entry in plan.all_day if entry.date < join.day),
    )
    reports = _reports(case(bare)) if join.cuts_week else []
    found = [violation for report in reports for violation in report.violations]
    return [violation for violation in found if join.is_in_cut_week(violation.where)]
