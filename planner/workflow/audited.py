"""What an audit found decides whether its plan goes on."""

from __future__ import annotations

from planner.domain.plan import AuditResult
from planner.errors import AuditViolation


def passed(result: AuditResult, refusal: str) -> AuditResult:
    """The result of an audit that the plan has passed.

    Args:
        result: of the audit.
        refusal: what is said where it has not; every violation stands below it.

    Raises:
        AuditViolation: the plan breaks a rule; nothing may be exported or kept.
    """
    if not result.passed:
        lines = [f"\n  {found.code}: {found.where}: {found.text}" for found in result.violations]
        raise AuditViolation(refusal + "".join(lines))
    return result
