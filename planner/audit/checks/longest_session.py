"""The longest endurance session grows in small steps."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.audit.volume import endurance_items, longest_session, reference

QUANTITY = "longest_session_rise"


@check("longest_session")
def longest_session_grows(case: Case, report: Report) -> None:
    """The longest session of a week is at most the longest of the previous weeks plus the rise.

    Requirement: hard caps on longest_session_rise. Minutes are the endurance minutes of one
    session. Weeks without endurance before them are not compared.
    """
    for week in case.weeks:
        ref = reference(case, week, longest_session)
        minutes = longest_session(case, week)
        if not ref or not minutes:
            continue
        for placed in endurance_items(case, week)[:1]:
            for fired in case.caps(QUANTITY, placed):
                most = ref + fired.body.value
                text = f"{minutes:g} min at once after {ref:g}, at most {most:g} ({fired.rule})"
                report.expect(minutes <= most, f"week {week}", text)
