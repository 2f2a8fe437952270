"""Few enough items in a session."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check

QUANTITY = "items_per_session"


@check("items_per_session")
def items_per_session(case: Case, report: Report) -> None:
    """Different exercises of a session stay below the caps.

    Requirement: hard caps on items_per_session and the cap of the template. Left and right of one
    activity count once; assessments, lessons, warm-up and cool-down do not count
    (planning.not_new_components). The template's cap counts exercise components.
    """
    planning = case.catalog.planning
    for session in case.plan.sessions:
        items = [p for p in case.in_sessions if p.session is session]
        if not items:
            continue
        for fired in case.firings.limits("cap", QUANTITY, items[0].week):
            if case.applies(fired, items[0].week):
                found = {
                    placed.activity.id
                    for placed in items
                    if case.firings.hits(placed.activity, fired)
                    and placed.activity.component not in planning.not_new_components
                }
                text = f"{len(found)} items, at most {fired.body.value} ({fired.rule})"
                report.expect(len(found) <= fired.body.value, session.key, text)
        most = case.template.caps.items_per_session
        exercises = {
            placed.activity.id
            for placed in items
            if placed.activity.component in planning.exercise_components
        }
        text = f"{len(exercises)} exercises, at most {most} ({case.template.id})"
        report.expect(len(exercises) <= most, session.key, text)
