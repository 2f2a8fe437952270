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

    It is not where a clinician has set aside the rule that makes it wait for the outcome.
    Requirement: seeds S2 and S12. The trial is what a hard "before or with" rule with days in
    between asks for; it must stand at least that many days before the stretch. It counts for
    stretch_tests.valid_days: no stretch lies later than that after the last trial before it.
    """
    for placed in case.placed:
        if placed.activity.component != STRETCH:
            continue
        _is_valid(case, report, placed)
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
    waits = any(
        case.verdicts.of(placed.activity, side, placed.week).pending for side in placed.sides
    )
    if waits and placed.item.conditional is None:
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


def _is_valid(case: Case, report: Report, placed: Placed) -> None:
    """The last trial that a rule asks for before the stretch is not too old."""
    tests = case.catalog.stretch_tests
    for fired in case.firings.of("require", placed.week):
        body = fired.body
        if body.days_before is None or body.of is None:
            continue
        trial = case.catalog.activities[tests["trial_activity"]]
        about = case.firings.names(body.of, placed.activity, fired.bound)
        if not about or not case.is_target(trial, body.what):
            continue
        dates = [p.date for p in case.by_activity.get(trial.id, ())]
        latest = placed.date - dt.timedelta(days=body.days_before)
        before = max((date for date in dates if date <= latest), default=None)
        age = None if before is None else (placed.date - before).days
        text = f"the last trial is {age} days old, at most {tests['valid_days']} ({fired.rule})"
        report.expect(age is not None and age <= tests["valid_days"], placed.where, text)
