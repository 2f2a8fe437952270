"""A new sport may not hide a jump in effort."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.audit.volume import met_minutes, reference
from planner.domain.units import PERCENT

QUANTITY = "met_minutes_rise"


@check("met_minutes_rise")
def met_minutes_rise(case: Case, report: Report) -> None:
    """MET-minutes of a week stay below the reference plus its rise.

    Requirement: hard caps on met_minutes_rise (prg_met_minutes), with the two numbers of its
    formula as planning holds them: reference + met_minutes_add, or met_minutes_pct percent of it.
    """
    planning = case.catalog.planning
    for week in case.weeks:
        ref = reference(case, week, met_minutes)
        if not ref or not case.firings.limits("cap", QUANTITY, week):
            continue
        found = round(met_minutes(case, week), 1)
        most = max(ref + planning.met_minutes_add, ref * planning.met_minutes_pct / PERCENT)
        text = f"{found:g} MET-minutes after {ref:g}, at most {most:g}"
        report.expect(found <= round(most, 1), f"week {week}", text)
