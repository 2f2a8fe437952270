"""Nothing is in the plan that a rule excludes."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("contraindicated_item")
def contraindicated_item(case: Case, report: Report) -> None:
    """No item is excluded by a hard rule, on any side on which it is done.

    Requirement: a contraindication is never scheduled (policies `combine`, `unknown_in_rules`). An
    exclude without a window holds for the whole plan unless its `until` is true in that week. An
    item that a rule replaces by others (`substitute`) counts as excluded.
    """
    for placed in case.placed:
        for side in placed.sides:
            rules = case.verdicts.of(placed.activity, side, placed.week).contraindicated
            text = f"excluded by {', '.join(rules)}"
            report.expect(not rules, placed.where, text)
