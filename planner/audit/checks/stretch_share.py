"""Stretching is a part of the plan, never most of it."""

from __future__ import annotations

from planner.audit.case import STRETCH, Case
from planner.audit.report import Report, check
from planner.domain.units import PERCENT

QUANTITY = "stretch_share_pct"


@check("stretch_share")
def stretch_share(case: Case, report: Report) -> None:
    """Minutes of stretches are at most the capped share of all session minutes of the week.

    Requirement: hard caps on stretch_share_pct (plan_stretch_share). Every item of the sessions
    counts in the whole, warm-up, cool-down and assessments too.
    """
    for week in case.weeks:
        spent = {STRETCH: 0, "all": 0}
        for session in case.plan.sessions:
            if case.week_of(session.date) == week:
                spent["all"] += sum(item.minutes for item in session.items)
                spent[STRETCH] += sum(i.minutes for i in session.items if i.component == STRETCH)
        for fired in case.firings.limits("cap", QUANTITY, week):
            text = (
                f"{spent[STRETCH]} of {spent['all']} min, at most {fired.body.value} % stretching"
            )
            holds = spent[STRETCH] * PERCENT <= fired.body.value * spent["all"]
            report.expect(holds, f"week {week}", text)
