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
    used = {piece for placed in case.placed for piece in placed.activity.equipment}
    needed = {pieces[piece].meaning for piece in used - {NO_PIECE}}
    listed = case.plan.equipment
    for meaning in sorted(needed):
        # Not told of some session: when sessions move, another one would come first.
        text = f"the plan needs {meaning}, which is not listed"
        report.expect(meaning in listed, "equipment", text)
    for meaning in listed:
        is_needed = meaning in needed and listed.count(meaning) == 1
        report.expect(is_needed, "equipment", f"{meaning} is listed, and no item needs it once")
