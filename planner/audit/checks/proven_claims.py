"""The plan claims no more than was proven."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check

OPTIMAL = "optimal"


@check("proven_claims")
def proven_claims(case: Case, report: Report) -> None:
    """`optimal` needs every level proven; a proven level has reached its bound.

    Requirement: plan format. Levels are minimised, so a bound is never above its value.
    """
    levels = case.plan.objective
    if case.plan.status == OPTIMAL:
        proven = bool(levels) and all(level.proven for level in levels)
        report.expect(proven, "status", "says optimal, and not every level is proven")
    for level in levels:
        text = f"value {level.value}, bound {level.bound}"
        holds = not level.proven or level.value == level.bound
        report.expect(holds, level.name, f"says proven with {text}")
        report.expect(level.bound <= level.value, level.name, f"the bound is above: {text}")
