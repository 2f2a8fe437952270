"""What holds after a stretch of days away: less endurance, fewer sets, ladders one step down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.knowledge.model import Target
from planner.problem.bounds import Return
from planner.problem.bouts import ENDURANCE, endurance_rows
from planner.problem.context import Context
from planner.rules import activities_of

ILLNESS = "illness"


def returns(context: Context) -> tuple[Return, ...]:
    """Every return to training inside the plan after which the absence table asks for less."""
    table = context.catalog.ramps.absence
    found = []
    for first, last, is_ill in _stretches(context):
        days = last - first + 1
        if is_ill:
            days = max(days, table["illness_at_least_days"])
        row = next((r for r in table["rows"] if r["days"][0] <= days <= r["days"][1]), None)
        inside = 0 <= last + 1 < context.weeks * DAYS_PER_WEEK
        binds = (
            row is not None and "endurance_factors" in row and row["rule"] not in context.set_aside
        )
        if row is not None and inside and binds:
            found.append(_return(context, row, first, last + 1))
    return tuple(found)


def _return(context: Context, row: dict[str, Any], first: int, day: int) -> Return:
    rule = context.catalog.rules[row["rule"]]
    share = min(row["endurance_factors"])
    whole = [
        week
        for week in context.whole_weeks
        if week < first // DAYS_PER_WEEK and _is_measure(context, week, share)
    ]
    return Return(
        rule=rule.id,
        text=rule.why.patient,
        day=day,
        days=day - first,
        last_week=max(whole, default=None),
        minutes_pct=tuple(round(factor * PERCENT) for factor in row["endurance_factors"]),
        minutes_most=_start_below(context, row.get("levels_down", 0)),
        sets_less=row.get("strength_sets_less", 0),
        sets_most=tuple(row.get("strength_sets", ())),
        load_pct=tuple(round(f * PERCENT) for f in row.get("strength_load_factors", ())),
        steps_back=_named(context, [e.progress.target for e in rule.then if e.progress]),
        first_again=_named(context, [e.require.what for e in rule.then if e.require]),
    )


def _is_measure(context: Context, week: int, share: float) -> bool:
    """So little done in a week of the past that its share is nothing measures nothing.

    Nor does the week that a revision cuts where some of it was missed.
    """
    history = context.history
    if history is None or week > history.first_week:
        return True
    if week == history.first_week:
        return history.minutes_done(week) >= history.minutes_planned(week)
    return share * history.minutes_done(week) >= context.planning.minutes_grid


def _named(context: Context, targets: Iterable[Target]) -> frozenset[str]:
    return frozenset[str]().union(*(activities_of(target, context.catalog) for target in targets))


def _start_below(context: Context, levels: int) -> int | None:
    """Most minutes of a first week some levels below the person's own; None without a drop."""
    if not levels:
        return None
    rank = {name: term.rank or 0 for name, term in context.catalog.vocabulary["levels"].items()}
    wanted = max(rank[context.levels[ENDURANCE]] - levels, 0)
    ages = {row.age_band for row in endurance_rows(context)}
    starts: list[int] = [
        row.weekly_volume["minutes_week1"][-1]
        for row in context.catalog.dosing.rows.values()
        if row.component == ENDURANCE and rank[row.level] == wanted and row.age_band in ages
    ]
    return min(starts)


def step_backs(context: Context) -> dict[int, frozenset[str]]:
    """Week of each return after days away to the activities that go one level down in it."""
    return {back.day // DAYS_PER_WEEK: back.steps_back for back in returns(context)}


def once_again(context: Context) -> dict[str, tuple[int, ...]]:
    """Activities that have to come first again after days away, and the weeks (1-based) for it."""
    found: dict[str, tuple[int, ...]] = {}
    for back in returns(context):
        weeks = [slot.week + 1 for slot in context.slots if slot.day >= back.day]
        for name in back.first_again if weeks else ():
            found[name] = (*found.get(name, ()), weeks[0])
    return found


def in_weeks_with_time(
    context: Context, once: dict[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """What is done once, moved from weeks (1-based) without time to the next week that has some."""
    usable = sorted({slot.week + 1 for slot in context.slots})
    moved = {
        name: [min((later for later in usable if later >= week), default=week) for week in weeks]
        for name, weeks in once.items()
    }
    return {name: tuple(dict.fromkeys(weeks)) for name, weeks in moved.items()}


def still_to_come(context: Context, once: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """What is done once, in weeks (1-based) that a revision may still plan.

    What was done is done. What was missed since it was last done, or is asked for only now, is
    offered once in the first week with time that had none of it, however often it was planned.
    """
    history = context.history
    if history is None:
        return once
    first = context.open_from
    usable = sorted({slot.week + 1 for slot in context.slots if slot.day >= first})
    found: dict[str, tuple[int, ...]] = {}
    for name, weeks in once.items():
        planned = {one.week + 1 for one in history.items if one.item.activity == name}
        begun = context.open_week + 1
        later = [w for w in weeks if w > begun or (w == begun and w not in planned)]
        if len(later) < len(weeks) and not history.was_last_done(name):
            fresh = [week for week in usable if week > begun or week not in planned]
            later = [*(fresh or usable)[:1], *later]
        found[name] = tuple(dict.fromkeys(later))
    return found


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
        if back.minutes_most is not None and first < back.block(0).stop and back.day < end:
            found.append((back.minutes_most, back.rule))
    return found
