"""Any seven days hold a day of rest."""

from __future__ import annotations

import datetime as dt

from planner.audit.case import ENDURANCE, LIGHT, STRENGTH, Case
from planner.audit.report import Report, check
from planner.domain.units import DAYS_PER_WEEK

QUANTITY = "rest_days_per_week"


@check("rest_day")
def rest_day(case: Case, report: Report) -> None:
    """Every seven dates in a row hold the rest days that the rules ask for.

    Requirement: hard floors on rest_days_per_week (prg_rest_day). A date is a rest day when it has
    no strength, no endurance above light, and no more easy endurance than planning allows.
    """
    wanted = max((f.body.value for f in case.firings.limits("floor", QUANTITY, 1)), default=0)
    rests = [_is_rest(case, date) for date in case.dates]
    for first in range(len(rests) - DAYS_PER_WEEK + 1):
        found = sum(rests[first : first + DAYS_PER_WEEK])
        text = f"{found} rest days in the seven days from {case.dates[first]}, {wanted} needed"
        report.expect(found >= wanted, f"{case.dates[first]}", text)


def _is_rest(case: Case, date: dt.date) -> bool:
    items = [placed for placed in case.in_sessions if placed.date == date]
    endurance = [placed for placed in items if placed.activity.component == ENDURANCE]
    light = case.class_rank(LIGHT)
    return (
        all(placed.activity.component != STRENGTH for placed in items)
        and all(case.class_rank(getattr(p.item, "intensity", "")) <= light for p in endurance)
        and sum(placed.minutes for placed in endurance) <= case.catalog.planning.easy_day_minutes
    )
