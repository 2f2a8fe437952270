"""Muscles rest between strength sessions."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from planner.audit.case import Case
from planner.audit.clock import moment
from planner.audit.placed import Placed
from planner.audit.report import Report, check

QUANTITY = "rest_hours_same_muscle"


@check("muscle_rest")
def muscle_rest(case: Case, report: Report) -> None:
    """Strength items that share a primary muscle lie far enough apart, start to start.

    Requirement: hard floors on rest_hours_same_muscle (prg_muscle_rest: 48 h). Measured on the
    local clock, so that a clock change does not count as lost rest.
    """
    groups: dict[str, list[tuple[dt.datetime, Placed, float]]] = {}
    for placed in case.in_sessions:
        hours = max((f.body.value for f in case.floors(QUANTITY, placed)), default=0)
        start = moment(placed.date, placed.session.start) if placed.session else None
        if hours and start is not None:
            for muscle in placed.activity.muscles.primary:
                groups.setdefault(muscle, []).append((start, placed, hours))
    for muscle, entries in groups.items():
        for one, other in combinations(entries, len(("one", "other"))):
            if one[1].session is other[1].session:
                continue
            gap = abs(other[0] - one[0]) / dt.timedelta(hours=1)
            needed = max(one[-1], other[-1])
            text = f"{muscle}: {gap:g} h after or before {one[1].where}, {needed:g} h needed"
            report.expect(gap >= needed, other[1].where, text)
