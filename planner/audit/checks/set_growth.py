"""Weekly sets of a muscle grow slowly."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.audit.volume import muscle_sets, previous_weeks
from planner.domain.units import PERCENT

QUANTITY = "sets_per_week_per_muscle"


@check("set_growth")
def set_growth(case: Case, report: Report) -> None:
    """Sets per primary muscle stay below the best of the previous weeks plus the growth.

    Requirement: hard caps on sets_per_week_per_muscle (prg_set_growth), with the two numbers of
    its formula as planning holds them. A muscle without sets in the previous weeks is not
    compared. Left and right of one activity in one session count once.
    """
    planning = case.catalog.planning
    sets = {week: muscle_sets(case, week) for week in case.weeks}
    done = {week: muscle_sets(case, week, done=True) for week in case.weeks}
    for week in case.weeks:
        if not case.firings.limits("cap", QUANTITY, week):
            continue
        for muscle, count in sets[week].items():
            before = [done[other].get(muscle, 0) for other in previous_weeks(case, week)]
            ref = max(before, default=0)
            if ref:
                most = max(ref + planning.set_growth_add, ref * planning.set_growth_pct / PERCENT)
                text = f"{muscle}: {count} sets after {ref}, at most {most:g}"
                report.expect(count <= most, f"week {week}", text)
