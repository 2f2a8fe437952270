"""The limits that came with the screening decision are told to the person."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("clearance_limits")
def clearance_limits(case: Case, report: Report) -> None:
    """Every cap of a rule that decided the screening is printed, and no looser.

    Requirement: caps of a cleared rule stay (policy `cleared_decision`), and a person must know
    the quantities that the decision policy lists as told. A stricter value may be printed.
    """
    told = case.told_quantities
    deciding = {fired.rule for fired in case.firings.of("decide", 1)}
    for fired in case.firings.of("cap", 1):
        body = fired.body
        if fired.rule not in deciding or body.quantity not in told or body.soft:
            continue
        if body.value is None or not case.applies(fired, 1):
            continue
        printed = [
            limit.value for limit in case.plan.screening.limits if limit.quantity == body.quantity
        ]
        strict = any(_rank(case, value) <= _rank(case, body.value) for value in printed)
        text = f"{body.quantity} at most {body.value} ({fired.rule}) is not among the limits"
        report.expect(strict, "screening.limits", text)


def _rank(case: Case, value: int | float | str) -> float:
    return case.class_rank(value) if isinstance(value, str) else value
