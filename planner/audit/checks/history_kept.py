"""History is never rewritten."""

from __future__ import annotations

import hashlib

import msgspec

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.domain.plan import Plan


@check("history_kept")
def history_kept(case: Case, report: Report) -> None:
    """A revision follows on the one before, and nothing before its first day is changed.

    Requirement: contracts (`revision`, `replan`). The number is one more, the id is the same, the
    digest is that of the plan before; sessions, whole-day entries and the weeks that were over
    stand word for word; no session takes the key of an earlier one; the first day lies in the
    plan, after every day that was reported on, and not before that of the plan before.
    """
    join, plan = case.join, case.plan
    if join is None:
        report.expect(plan.replan is None, "replan", "is no revision of a plan that is known")
        return
    parent, block = join.past.plan, plan.replan
    text = f"is revision {plan.revision} after {parent.revision}"
    report.expect(plan.revision == parent.revision + 1, "revision", text)
    report.expect(plan.plan_id == parent.plan_id, "plan_id", f"was {parent.plan_id}")
    if block is None:
        report.expect(False, "replan", "says not what was changed")
        return
    report.expect(block.from_ == join.day, "replan", f"is from {block.from_}, not {join.day}")
    report.expect(block.parent == digest(parent), "replan", "names another plan before it")
    report.expect(case.start <= join.day <= case.end, "replan", f"{join.day} is outside the plan")
    if parent.replan is not None:
        text = f"{join.day} is before {parent.replan.from_}, where the plan before began"
        report.expect(parent.replan.from_ <= join.day, "replan", text)
    if join.asked is not None:
        text = f"{join.day} is not after the report of {join.asked}"
        report.expect(join.asked < join.day, "replan", text)
    _same(case, report, parent)


def digest(plan: Plan) -> str:
    """SHA-256 of a plan as the store keeps it."""
    return hashlib.sha256(msgspec.json.encode(plan, order="deterministic")).hexdigest()


def _same(case: Case, report: Report, parent: Plan) -> None:
    join, plan = case.join, case.plan
    assert join is not None
    now = {session.key: session for session in plan.sessions if session.date < join.day}
    for key in sorted(now.keys() | join.sessions.keys()):
        same = now.get(key) == join.sessions.get(key)
        report.expect(same, f"past {key}", "is not as it was published")
    days = {entry.key: entry for entry in plan.all_day if entry.date < join.day}
    before = {entry.key: entry for entry in parent.all_day if entry.date < join.day}
    for key in sorted(days.keys() | before.keys()):
        same = days.get(key) == before.get(key)
        report.expect(same, f"past {key}", "is not as it was published")
    over = join.week - 1
    text = "are not as they were published"
    report.expect(plan.weeks[:over] == parent.weeks[:over], "past weeks", text)
    for session in plan.sessions:
        taken = session.date >= join.day and session.key in join.sessions
        report.expect(not taken, f"coming {session.key}", "has the key of an earlier session")
