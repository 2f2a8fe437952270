"""Sides are given where an activity has sides, and only there."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.evaluator import SIDES
from planner.audit.report import Report, check
from planner.audit.targets import EACH_SIDE

BOTH = "both"


@check("side_wrong")
def side_wrong(case: Case, report: Report) -> None:
    """An item done side by side says left, right or both; every other item says nothing.

    Requirement: laterality of the catalog. An all-day item may leave the side out.
    """
    for placed in case.placed:
        side = placed.item.side
        if placed.activity.laterality == EACH_SIDE:
            allowed = side in (*SIDES, BOTH) or (side is None and placed.session is None)
        else:
            allowed = side is None
        text = f"side {side} with laterality {placed.activity.laterality}"
        report.expect(allowed, placed.where, text)
