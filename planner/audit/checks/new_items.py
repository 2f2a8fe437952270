"""Only a few new things a week."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.firings import Fired
from planner.audit.placed import Placed
from planner.audit.report import Report, check

QUANTITIES = ("new_items_per_week", "new_habits_per_week")
QUIT_WEEK = "quit_week"


@check("new_items")
def new_items(case: Case, report: Report) -> None:
    """Things that appear for the first time in a week stay below the caps, and are listed.

    Requirement: hard caps on new_items_per_week and new_habits_per_week. A thing is a family, or
    an activity without one: a ladder step is not new. Devices, walking, assessments, lessons,
    warm-up and cool-down do not count (planning.not_new_components, not_new_tags and
    not_new_activities; text of prg_new_items). Sessions and all-day items count alike. In the week
    of the quit day no other habit is new (prg_quit_week): the steps of quitting are not among them.
    """
    for week in case.weeks:
        new = _new_in(case, week)
        for quantity in QUANTITIES:
            for fired in case.firings.limits("cap", quantity, week):
                if case.applies(fired, week):
                    _few(case, report, fired, week, new)
        _listed(case, report, week, new)


def _few(case: Case, report: Report, fired: Fired, week: int, new: dict[str, list[Placed]]) -> None:
    found = {
        key for key, items in new.items() if any(_counts(case, fired, placed) for placed in items)
    }
    text = f"new: {', '.join(sorted(found))}; at most {fired.body.value} ({fired.rule})"
    report.expect(len(found) <= fired.body.value, f"week {week}", text)


def _counts(case: Case, fired: Fired, placed: Placed) -> bool:
    steps = {step.activity for step in case.catalog.ramps.quit_smoking.steps}
    is_step = fired.body.window == QUIT_WEEK and placed.activity.id in steps
    return not is_step and case.firings.hits(placed.activity, fired)


def _new_in(case: Case, week: int) -> dict[str, list[Placed]]:
    planning = case.catalog.planning
    found: dict[str, list[Placed]] = {}
    for placed in case.in_week(week):
        activity = placed.activity
        is_counted = (
            activity.component not in planning.not_new_components
            and activity.id not in planning.not_new_activities
            and not any(tag in planning.not_new_tags for tag in activity.tags)
        )
        if is_counted and case.first_weeks[placed.key] == week:
            found.setdefault(placed.key, []).append(placed)
    return found


def _listed(case: Case, report: Report, week: int, new: dict[str, list[Placed]]) -> None:
    """`weeks[].new_items` names every new thing and nothing that was there before."""
    listed = {summary.week: summary.new_items for summary in case.plan.weeks}.get(week, ())
    for key, items in new.items():
        is_listed = any(p.activity.id in listed for p in items) or key in listed
        report.expect(is_listed, f"week {week}", f"{key} is new and not listed")
    for name in listed:
        activity = case.catalog.activities.get(name)
        key = (activity.family or name) if activity is not None else name
        is_new = case.first_weeks.get(key) == week
        report.expect(is_new, f"week {week}", f"{name} is listed as new and is not")
