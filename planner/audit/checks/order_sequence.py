"""Milder items come before harder ones where a rule sets their order."""

from __future__ import annotations

from planner.audit.case import Case
from planner.audit.report import Report, check
from planner.knowledge.model import Order


@check("order_sequence")
def order_sequence(case: Case, report: Report) -> None:
    """Activities of a sequence start in its order, with the spacing between their first weeks.

    Requirement: hard `order` with a sequence and spacing_weeks. Activities that are not in the
    plan are passed over. Two steps further on, twice the spacing is needed.
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for week in case.weeks:
        for fired in case.firings.of("order", week):
            order: Order = fired.body
            key = (fired.rule, order.sequence)
            if order.spacing_weeks is None or key in seen:
                continue
            seen.add(key)
            placed = [name for name in order.sequence if name in case.first_dates]
            for later, after in enumerate(placed):
                for place, before in enumerate(placed[:later]):
                    weeks = order.spacing_weeks * (later - place)
                    first = case.week_of(case.first_dates[before])
                    then = case.week_of(case.first_dates[after])
                    text = f"week {then}, {weeks} weeks after {before} (week {first}) needed"
                    report.expect(then >= first + weeks, after, f"{text} ({fired.rule})")
