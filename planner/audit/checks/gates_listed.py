"""What must be checked before an item is listed, with a date."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check

MET = "met"


@check("gates_listed")
def gates_listed(case: Case, report: Report) -> None:
    """Every pending criterion of an item stands among the gates, to be checked in time.

    Requirement: plan format and policy `static_plan`. An item may wait for two criteria and print
    one; the gates list both. The check lies on or before the first date of the item, the status
    is not "met", and the gate names the activity.
    """
    gates = {gate.criterion: gate for gate in case.plan.gates}
    for placed in case.placed:
        pending: dict[str, None] = {}
        for side in placed.sides:
            pending.update(case.verdicts.of(placed.activity, side, placed.week).pending)
        if placed.item.conditional is not None:
            pending[placed.item.conditional] = None
        for name in pending:
            gate = gates.get(name)
            report.expect(gate is not None, placed.where, f"{name} is not among the gates")
            if gate is None:
                continue
            in_time = gate.check_on is not None and gate.check_on <= placed.date
            report.expect(in_time, placed.where, f"{name} is to be checked on {gate.check_on}")
            report.expect(gate.status != MET, placed.where, f"{name} is listed as met")
            is_named = placed.activity.id in gate.opens
            report.expect(is_named, placed.where, f"the gate {name} does not name it")
