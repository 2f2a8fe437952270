"""No stretch before it was tried."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import Case
from planner.audit.evaluator import NOT_TESTED
from planner.audit.placed import Placed
from planner.audit.report import Report, check
from planner.audit.targets import STRETCH


@check("trial_missing")
def trial_missing(case: Case, report: Report) -> None:
    """A stretch of an untested muscle comes after the trial of this plan, and is conditional.

    Requirement: seeds S2 and S12. The trial is what a hard "before or with" rule with days in
    between asks for; it must stand at least that many days before the stretch.
    """
    for placed in case.placed:
        if placed.activity.component != STRETCH:
            continue
        world = case.firings.world(placed.week)
        for side in placed.sides:
            untested = [
                muscle
                for muscle in placed.activity.muscles.stretched
                if side is not None and world.outcome(muscle, side) == NOT_TESTED
            ]
            text = f"no trial of {', '.join(untested)} ({side}) on an earlier day"
            report.expect(not untested or _is_tried_before(case, placed), placed.where, text)


def _is_tried_before(case: Case, placed: Placed) -> bool:
    if placed.item.conditional is None:
        return False
    found = False
    for fired in case.firings.of("require", placed.week):
        body = fired.body
        if body.days_before is None or body.of is None:
            continue
        if not case.firings.names(body.of, placed.activity, fired.bound):
            continue
        trials = [p.date for p in case.placed if case.is_target(p.activity, body.what)]
        latest = placed.date - dt.timedelta(days=body.days_before)
        if not any(date <= latest for date in trials):
            return False
        found = True
    return found
