"""The plan is complete and numbered."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.domain.plan import FORMAT


@check("plan_format")
def plan_format(case: Case, report: Report) -> None:
    """Format, revision, weeks 1 to n, phases without gaps, keys, sessions with items, maintenance.

    Requirement: plan format; plan_maintenance (the last week prints how to go on).
    """
    plan = case.plan
    report.expect(plan.format == FORMAT, "format", f"is {plan.format}, not {FORMAT}")
    report.expect(plan.revision >= 1, "revision", f"is {plan.revision}")
    report.expect(bool(plan.plan_id.strip()), "plan_id", "is empty")
    numbers = [week.week for week in plan.weeks]
    report.expect(numbers == list(case.weeks), "weeks", f"are numbered {numbers}")
    _phases(case, report)
    for session in plan.sessions:
        report.expect(bool(session.key.strip()), "sessions", "a session has no key")
        report.expect(bool(session.items), session.key, "holds no item")
    for entry in plan.all_day:
        report.expect(bool(entry.key.strip()), "all_day", "an entry has no key")
    for question in plan.questions:
        is_known = question.fact in case.catalog.facts
        report.expect(is_known, "questions", f"no fact is called {question.fact}")
    is_printed = any(text.strip() for text in plan.maintenance)
    report.expect(is_printed, "maintenance", "says nothing about how to go on")


def _phases(case: Case, report: Report) -> None:
    phases = [
        (week, phase.id)
        for phase in case.plan.phases
        for week in range(phase.first_week, phase.last_week + 1)
    ]
    covered = [week for week, _ in phases]
    right = covered == list(case.weeks)
    report.expect(right, "phases", f"cover the weeks {covered}")
    phase_of = dict(phases)
    for week in case.plan.weeks:
        text = f"says phase {week.phase}, the phases say {phase_of.get(week.week)}"
        report.expect(week.phase == phase_of.get(week.week), f"week {week.week}", text)
