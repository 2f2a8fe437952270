"""One check of the audit, by itself."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.checks import all_checks
from planner.audit.report import Report
from tests.support.plans import Bundle


def case_of(bundle: Bundle) -> Case:
    """What the audit reads a bundle from."""
    return Case(
        bundle.plan, bundle.intake, bundle.answers, bundle.catalog, bundle.template, bundle.past
    )


def found(bundle: Bundle, code: str) -> Report:
    """What one check says about a bundle."""
    case = case_of(bundle)
    report = Report(code, case.join.is_settled if case.join is not None else None)
    all_checks()[code](case, report)
    return report


def said(bundle: Bundle, code: str) -> list[str]:
    """The violations that one check finds, in words."""
    return [violation.text for violation in found(bundle, code).violations]
