"""Endurance minutes grow in small steps from a small start."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.ramp import rise_caps, start_caps
from planner.audit.report import Report, check
from planner.audit.volume import endurance_minutes, first_endurance_week, reference


@check("weekly_ramp")
def weekly_ramp(case: Case, report: Report) -> None:
    """The first training week stays below its cap, later weeks below reference plus rise.

    Requirement: hard caps on minutes_per_week in week 1, weekly_rise_minutes and weekly_rise_pct.
    The first week that holds endurance counts as week 1. The reference is the best of the
    previous weeks (planning.reference_weeks), deload and away weeks included. The rules are read
    with that reference as ref_minutes_week, nothing is rounded. A vigorous minute counts twice.
    A cap `when_intensity_step` binds in the first week that holds an endurance item of the gate of
    the same rule, unless that is the first training week.
    """
    first = first_endurance_week(case)
    if first is None:
        return
    for week in case.weeks[first - 1 :]:
        minutes = endurance_minutes(case, week)
        if week == first:
            for most, rule in start_caps(case, 1):
                text = f"{minutes:g} endurance min in the first week, at most {most:g} ({rule})"
                report.expect(minutes <= most, f"week {week}", text)
            continue
        ref = reference(case, week, endurance_minutes)
        for most, rule in rise_caps(case, week, ref):
            text = f"{minutes:g} endurance min after {ref:g}, at most {most:g} ({rule})"
            report.expect(minutes <= most, f"week {week}", text)
