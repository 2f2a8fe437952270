"""What holds after a stretch of days away: less endurance, fewer sets, ladders one step down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.problem.context import Context
from planner.problem.model import Return

ILLNESS = "illness"


def returns(context: Context) -> tuple[Return, ...]:
    """Every return to training inside the plan after which the absence table asks for less."""
    table = context.catalog.ramps.absence
    set_aside = {override.rule for override in context.intake.overrides}
    found = []
    for first, last, is_ill in _stretches(context):
        days = last - first + 1
        if is_ill:
            days = max(days, table["illness_at_least_days"])
        row = next((r for r in table["rows"] if r["days"][0] <= days <= r["days"][1]), None)
        inside = 0 <= last + 1 < context.weeks * DAYS_PER_WEEK
        binds = row is not None and "endurance_factors" in row and row["rule"] not in set_aside
        if row is not None and inside and binds:
            found.append(_return(context, row, first, last + 1))
    return tuple(found)


def _return(context: Context, row: dict[str, Any], first: int, day: int) -> Return:
    whole = [week for week in context.full_weeks if week < first // DAYS_PER_WEEK]
    return Return(
        rule=row["rule"],
        text=context.catalog.rules[row["rule"]].why.patient,
        day=day,
        last_week=max(whole, default=None),
        minutes_pct=tuple(round(factor * PERCENT) for factor in row["endurance_factors"]),
        sets_less=row.get("strength_sets_less", 0),
        sets_most=tuple(row.get("strength_sets", ())),
        steps_back=bool(row.get("ladder")),
        rescreens=bool(row.get("rescreen")),
    )


def _stretches(context: Context) -> list[tuple[int, int, bool]]:
    """First and last day of each stretch away (touching ones are one), and whether ill."""
    start = context.intake.plan.start
    found: list[tuple[int, int, bool]] = []
    for away in sorted(context.intake.away, key=lambda entry: entry.start):
        first, last = ((day - start) // dt.timedelta(days=1) for day in (away.start, away.end))
        is_ill = away.kind == ILLNESS
        if found and first <= found[-1][1] + 1:
            before = found.pop()
            first, last, is_ill = before[0], max(before[1], last), before[-1] or is_ill
        found.append((first, last, is_ill))
    return found


def most_after_absence(context: Context, week: int, planned: list[int]) -> list[tuple[int, str]]:
    """Most endurance minutes of a week after days away, by rule; `planned`: the weeks before."""
    found = []
    first, end = week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK
    for back in returns(context):
        shares = [
            pct
            for number, pct in enumerate(back.minutes_pct)
            if first < back.block(number).stop and back.block(number).start < end
        ]
        if shares and back.last_week is not None:
            found.append((planned[back.last_week] * min(shares) // PERCENT, back.rule))
    return found
