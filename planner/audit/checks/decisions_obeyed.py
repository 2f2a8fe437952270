"""What the check-ins decided is done."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.joined import Join
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.domain.past import Ruling
from planner.domain.plan import Item
from planner.domain.units import DAYS_PER_WEEK
from planner.knowledge.model import Activity

HOLD, STEP_BACK = "hold", "step_back"


@check("decisions_obeyed")
def decisions_obeyed(case: Case, report: Report) -> None:
    """Stopped is stopped, held is held, a step back is a step back.

    Requirement: the decisions of the log that stand on the first day of a revision. What is
    stopped (or waits for a clinician), and the levels above it, are in no session from that day
    on, on the side that was meant. What is held stands no higher than it was done, for a week or
    for as many weeks as the decision has sessions. A step back takes the family to the lower level
    that is named, or lower, where it comes next.
    """
    join = case.join
    for ruling in join.past.rulings if join is not None else ():
        activity = case.catalog.activities.get(ruling.activity)
        if activity is None or join is None:
            continue
        coming = [p for p in case.in_sessions if p.date >= join.day]
        if ruling.closes:
            _stopped(report, activity, ruling, coming)
        elif ruling.change == HOLD:
            _held(case, report, activity, ruling)
        elif ruling.change == STEP_BACK:
            _back(case, report, activity, ruling, coming)


def _stopped(report: Report, activity: Activity, ruling: Ruling, coming: list[Placed]) -> None:
    for placed in coming:
        if not _is_or_above(placed.activity, activity):
            continue
        sides = {side for side in placed.sides if side is not None}
        meant = ruling.side in (None, "both") or not sides or ruling.side in sides
        text = f"was stopped on {ruling.on} ({ruling.because.rule})"
        report.expect(not meant, placed.where, text)


def _held(case: Case, report: Report, activity: Activity, ruling: Ruling) -> None:
    join = case.join
    assert join is not None
    until = join.day + dt.timedelta(days=DAYS_PER_WEEK * max(1, ruling.sessions))
    stood = max(activity.level or 0, _stood(case, join, activity))
    for placed in case.in_sessions:
        inside = join.day <= placed.date < until
        if inside and _is_or_above(placed.activity, activity):
            holds = (placed.activity.level or 0) <= stood
            text = f"is held until {until} ({ruling.because.rule})"
            report.expect(holds, placed.where, text)


def _stood(case: Case, join: Join, activity: Activity) -> int:
    """Level of the family that was done last before the revision."""
    done = [
        (placed.date, placed.activity.level or 0)
        for placed in case.in_sessions
        if placed.date < join.day
        and activity.family is not None
        and placed.activity.family == activity.family
        and placed.session is not None
        and isinstance(placed.item, Item)
        and join.was_done(placed.session, placed.item)
    ]
    return max(done)[-1] if done else 0


def _back(
    case: Case, report: Report, activity: Activity, ruling: Ruling, coming: list[Placed]
) -> None:
    lower = case.catalog.activities.get(ruling.to_activity or "")
    own = [p for p in coming if activity.family and p.activity.family == activity.family]
    if lower is None or lower.level is None or not own:
        return
    first = min(own, key=lambda placed: placed.date)
    text = f"steps back to {lower.id} after {ruling.on} ({ruling.because.rule})"
    report.expect((first.activity.level or 0) <= lower.level, first.where, text)


def _is_or_above(one: Activity, other: Activity) -> bool:
    """The same activity, or a higher level of its ladder."""
    if one.id == other.id:
        return True
    is_family = one.family is not None and one.family == other.family
    return is_family and (one.level or 0) > (other.level or 0)
