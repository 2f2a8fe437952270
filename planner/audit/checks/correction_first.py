"""Structure is corrected before or with the first stretch."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.demands import BEFORE_OR_WITH, comes_late, demands, first_date, targets
from planner.audit.firings import Fired
from planner.audit.report import Report, check
from planner.knowledge.model import Require, Target


@check("correction_first")
def correction_first(case: Case, report: Report) -> None:
    """What must come before or with a whole kind of item does so, or the kind is not there.

    Requirement: hard `order` with first and not_after (seeds S21 to S24), and hard `require
    before_or_with` for whole components without days in between. The same day is fine. Where the
    correction is missing altogether, the later kind may not be there at all.
    """
    for fired in case.firings.of("order", 1):
        if fired.body.first is not None and fired.body.not_after is not None:
            _in_time(case, report, fired, fired.body.first, fired.body.not_after)
    for fired in demands(case, BEFORE_OR_WITH):
        if is_correction(fired.body):
            _in_time(case, report, fired, fired.body.what, fired.body.of)


def _in_time(case: Case, report: Report, fired: Fired, correction: Target, kind: Target) -> None:
    first = first_date(targets(case, correction, fired))
    then = first_date(targets(case, kind, fired))
    text = f"comes on {then}, its correction on {first} ({fired.rule})"
    report.expect(not comes_late(first, then, 0), fired.rule, text)


def is_correction(body: Require) -> bool:
    """The demand is about whole components, on the same day at the latest."""
    return body.of is not None and bool(body.of.component) and body.days_before is None
