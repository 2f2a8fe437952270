"""Nothing starts before its criterion, and what must be checked first says so."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check


@check("deferred_too_early")
def deferred_too_early(case: Case, report: Report) -> None:
    """Defers and gates are open in the week of the item, and its condition is printed.

    Requirement: policy `static_plan`. A defer is open when its criteria are true, else from its
    earliest week, where the item is conditional; without an earliest week it never opens. A gate
    is open when its tree is true, taking as met what may be taken as met from that week on. The
    label must name one of the pending criteria of the item, and be absent when none is pending.
    Devices that grow by their own calendar carry the label of their step (check `heel_lift`).
    """
    steps = {step.needs for step in case.catalog.ramps.heel_lift_standard.steps}
    steps |= {step.needs for step in case.catalog.ramps.heel_lift_fragile.steps}
    for placed in case.placed:
        pending: dict[str, None] = {}
        for side in placed.sides:
            verdict = case.verdicts.of(placed.activity, side, placed.week)
            text = f"too early in week {placed.week} ({', '.join(verdict.too_early)})"
            report.expect(not verdict.too_early, placed.where, text)
            pending.update(verdict.pending)
        label = placed.item.conditional
        if pending:
            text = f"must be conditional on one of: {', '.join(pending)}; it says {label}"
            report.expect(label in pending, placed.where, text)
        elif placed.session is not None or label not in steps:
            report.expect(label is None, placed.where, f"nothing is pending, yet it says {label}")
