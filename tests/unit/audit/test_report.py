from __future__ import annotations

import pytest

from planner.audit.checks import all_checks
from planner.audit.report import Report, check, registered
from tests.support.plans import valid


def test_a_report_counts_and_keeps() -> None:
    report = Report("overlap")
    report.expect(True, "a", "fine")
    report.expect(False, "b", "wrong")
    assert report.count.count == 2
    assert [(v.code, v.where, v.text) for v in report.violations] == [("overlap", "b", "wrong")]


def test_codes_are_taken_once() -> None:
    all_checks()
    with pytest.raises(ValueError, match="overlap"):
        check("overlap")(lambda case, report: None)


def test_codes_are_the_names_of_their_files_and_say_what_they_require() -> None:
    for code, function in all_checks().items():
        assert function.__module__.rsplit(".", 1)[-1] == code
        assert "Requirement:" in (function.__doc__ or "")


def test_the_result_fails_when_anything_is_wrong() -> None:
    broken = valid().with_plan(format="plan/0")
    result = broken.audit()
    assert not result.passed
    assert {violation.code for violation in result.violations} == {"plan_format"}


def test_the_audit_is_the_same_twice() -> None:
    broken = valid().without("sit_to_stand")
    assert broken.audit() == broken.audit()


def test_what_is_settled_is_counted_and_not_held_against_a_revision() -> None:
    report = Report("overlap", lambda where: where == "w1-d0")
    for where in ("w1-d0", "w1-d1"):
        report.expect(False, where, "wrong")
        report.expect(True, where, "fine")
    assert report.count.count == 4
    assert [v.where for v in report.violations] == ["w1-d1"]


def test_checks_are_registered_by_code_in_order() -> None:
    codes = list(all_checks())
    assert codes == sorted(codes)
    assert codes == list(registered())
