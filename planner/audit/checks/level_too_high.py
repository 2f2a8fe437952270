"""Nothing is above the level of the person."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("level_too_high")
def level_too_high(case: Case, report: Report) -> None:
    """No item asks for a higher level than derived here, and no printed level is higher.

    Requirement: level assignment of the dose rows. A component whose tests are all unknown takes
    the level for untested people (the lower one where the readings differ).
    """
    for placed in case.placed:
        level = case.level_of(placed.activity.component)
        text = f"is for {placed.activity.min_level}, the person is {level}"
        report.expect(not case.verdicts.is_above_level(placed.activity), placed.where, text)
    known = case.catalog.vocabulary["levels"]
    for component, level in case.plan.levels.items():
        own = case.level_of(component)
        holds = level in known and case.rank(level) <= case.rank(own)
        report.expect(holds, f"levels.{component}", f"says {level}, the answers give {own}")
