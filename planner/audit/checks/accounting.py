"""The sums of the plan are right, and every activity of the catalog is answered for."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.audit.volume import dates_of


@check("accounting")
def accounting(case: Case, report: Report) -> None:
    """Minutes and days per component and week equal the sums over the sessions.

    Requirement: plan format. Minutes are the counted minutes (of the dose). Every activity of the
    catalog is in a session, all day, or among the excluded with a reason.
    """
    for week in case.plan.weeks:
        items = [placed for placed in case.in_sessions if placed.week == week.week]
        components = {placed.activity.component for placed in items}
        for component in sorted(components | set(week.minutes) | set(week.days)):
            own = [placed for placed in items if placed.activity.component == component]
            where = f"week {week.week} {component}"
            minutes, days = sum(placed.minutes for placed in own), len(dates_of(own))
            said = week.minutes.get(component, 0)
            report.expect(said == minutes, where, f"says {said} min, the sessions hold {minutes}")
            said = week.days.get(component, 0)
            report.expect(said == days, where, f"says {said} days, the sessions hold {days}")
    named = {placed.activity.id for placed in case.placed}
    named |= {entry.activity for entry in case.plan.excluded}
    for activity in case.catalog.activities:
        text = "neither in the plan nor among the excluded"
        report.expect(activity in named, activity, text)
