"""The list of equipment names what the items of the plan need."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check

NO_PIECE = "none"


@check("equipment_named")
def equipment_named(case: Case, report: Report) -> None:
    """Every piece that some item needs is listed once, in words, and nothing else is.

    Requirement: plan format (`equipment`). The piece `none` is no piece; what a piece is called
    stands in the vocabulary `equipment`.
    """
    pieces = case.catalog.vocabulary["equipment"]
    needed: dict[str, str] = {}
    for placed in case.placed:
        for piece in placed.activity.equipment:
            if piece != NO_PIECE:
                needed.setdefault(pieces[piece].meaning, placed.where)
    listed = case.plan.equipment
    for meaning, where in needed.items():
        report.expect(meaning in listed, where, f"needs {meaning}, which is not listed")
    for meaning in listed:
        is_needed = meaning in needed and listed.count(meaning) == 1
        report.expect(is_needed, "equipment", f"{meaning} is listed, and no item needs it once")
