"""A plan goes on only with an audit that it has passed."""

from __future__ import annotations

import pytest

from planner.domain.plan import AuditResult, ViolationRecord
from planner.errors import AuditViolation
from planner.workflow.audited import passed


def test_an_audit_that_is_passed_is_given_back() -> None:
    result = AuditResult(passed=True, checks=(), violations=())
    assert passed(result, "refused:") is result


def test_one_that_is_not_ends_the_work_and_names_every_violation() -> None:
    found = tuple(ViolationRecord(code=c, where="week 1", text="too much") for c in "ab")
    with pytest.raises(AuditViolation) as told:
        passed(AuditResult(passed=False, checks=(), violations=found), "refused:")
    assert str(told.value) == "refused:\n  a: week 1: too much\n  b: week 1: too much"
