"""Nothing needs equipment that the person does not have."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("equipment_missing")
def equipment_missing(case: Case, report: Report) -> None:
    """Every piece of equipment is named, in every home, or handed out with the item.

    Requirement: the equipment policy of the catalog. All listed pieces are needed (not one of
    them), which is the stricter reading.
    """
    for placed in case.placed:
        missing = case.verdicts.missing_equipment(placed.activity)
        report.expect(not missing, placed.where, f"needs {', '.join(missing)}")
