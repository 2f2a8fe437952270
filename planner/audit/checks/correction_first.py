"""Structure is corrected before or with the first stretch."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.demands import BEFORE_OR_WITH, comes_late, demands, first_date, targets
from planner.audit.report import Report, check
from planner.knowledge.model import Order, Require


@check("correction_first")
def correction_first(case: Case, report: Report) -> None:
    """What must come before or with a whole kind of item does so, or the kind is not there.

    Requirement: hard `order` with first and not_after (seeds S21 to S24), and hard `require
    before_or_with` for whole components without days in between. The same day is fine. Where the
    correction is missing altogether, the later kind may not be there at all.
    """
    for fired in case.firings.of("order", 1):
        order: Order = fired.body
        if order.first is not None and order.not_after is not None:
            first = first_date(targets(case, order.first, fired))
            then = first_date(targets(case, order.not_after, fired))
            text = f"comes on {then}, its correction on {first} ({fired.rule})"
            report.expect(not comes_late(first, then, 0), fired.rule, text)
    for fired in demands(case, BEFORE_OR_WITH):
        body: Require = fired.body
        if is_correction(body) and body.of is not None:
            first = first_date(targets(case, body.what, fired))
            then = first_date(targets(case, body.of, fired))
            text = f"comes on {then}, its correction on {first} ({fired.rule})"
            report.expect(not comes_late(first, then, 0), fired.rule, text)


def is_correction(body: Require) -> bool:
    """The demand is about whole components, on the same day at the latest."""
    return body.of is not None and bool(body.of.component) and body.days_before is None
