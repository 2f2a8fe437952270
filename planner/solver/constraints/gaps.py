"""`days_off`: no more days in a row without something than a rule allows."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.units import DAYS_PER_WEEK
from planner.solver.variables import IntVar, Variables


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Something of the activities lies in each stretch; with guards, only while they hold."""
    for gap in v.problem.gaps:
        guard = guards.get(gap.id) if guards is not None else None
        for days in gap.stretches:
            weeks = {day // DAYS_PER_WEEK for day in days}
            if max(weeks) > v.horizon.last or max(weeks) < v.horizon.first:
                continue
            if max(days) < v.problem.first_day:
                continue
            placed = [b for day in days for b in v.on_day(gap.candidates, gap.activities, day)]
            row = v.model.add_bool_or(placed)
            if guard is not None:
                row.only_enforce_if(guard)
