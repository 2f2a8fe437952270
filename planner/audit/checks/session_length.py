"""Sessions stay short enough for the level of the person."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check

QUANTITY = "minutes_per_session"


@check("session_length")
def session_length(case: Case, report: Report) -> None:
    """All items of a session together stay below the caps on a whole session.

    Requirement: hard caps on minutes_per_session of any item (the level is that of the whole
    person, decision_policy.levels.overall), and the cap of the template.
    """
    for session in case.plan.sessions:
        week = min(max(case.week_of(session.date), 1), len(case.weeks))
        minutes = sum(item.minutes for item in session.items)
        caps = [
            (fired.body.value, fired.rule)
            for fired in case.firings.limits("cap", QUANTITY, week)
            if fired.body.target.any and case.applies(fired, week)
        ]
        if case.template.caps.session_minutes is not None:
            caps.append((case.template.caps.session_minutes, case.template.id))
        for most, rule in caps:
            report.expect(minutes <= most, session.key, f"{minutes} min, at most {most} ({rule})")
