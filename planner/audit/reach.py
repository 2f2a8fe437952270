"""How many endurance minutes each week can hold, week by week from the first one.

The bound of a week is the smallest of: hard caps on minutes a week, the rise rules against the
best of the weeks before, what is allowed after days away, what the dose row of a week aims at, and
one bout a day in the free times. Weeks before are taken to be as full as they may be, planned
lighter weeks lighter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from planner.audit.absence import Return, factors_in, restart_minutes, returns
from planner.audit.case import ENDURANCE, Case
from planner.audit.doses import endurance_rows
from planner.audit.endurance import Mode, modes, start_minutes
from planner.audit.free import free_spans, longest_session_of
from planner.audit.joined import Join
from planner.audit.ramp import rise_caps, start_caps
from planner.audit.volume import (
    endurance_items,
    endurance_minutes,
    longest_session,
    minutes_of,
)
from planner.domain.units import DAYS_PER_WEEK, PERCENT

REST_DAYS, RISE = "rest_days_per_week", "longest_session_rise"


@dataclass(frozen=True)
class Reach:
    """What endurance can come to in a week: minutes, longest bout, and the kinds of it."""

    minutes: float
    longest: float
    modes: tuple[Mode, ...]


def weekly_reach(case: Case, only: frozenset[str] | None = None) -> dict[int, Reach]:
    """The bound of every week; with `only`, as if nothing but those activities were done."""
    return case.once(("weekly_reach", only), lambda: _weekly_reach(case, only))


def _weekly_reach(case: Case, only: frozenset[str] | None) -> dict[int, Reach]:
    found: dict[int, Reach] = {}
    planned: dict[int, float] = {}
    backs = returns(case)
    for week in case.weeks:
        kinds = tuple(m for m in modes(case, week) if only is None or m.activity.id in only)
        if case.join is not None and week < case.join.week:
            minutes = endurance_minutes(case, week, done=True)
            found[week] = Reach(minutes, longest_session(case, week, done=True), kinds)
            planned[week] = minutes
            continue
        before = [week - back for back in range(1, case.catalog.planning.reference_weeks + 1)]
        longest = _longest(case, week, kinds, [found[w].longest for w in before if w in found])
        most = min(
            [
                *_caps(case, week, [planned[w] for w in before if w in planned]),
                *_after_absence(case, backs, week, planned),
                _in_free_time(case, week, kinds, longest),
            ]
        )
        most = _on_grid(case, most)
        if case.join is not None and case.join.cuts_week and week == case.join.week:
            most = _in_cut_week(case, case.join, most, kinds)
        found[week] = Reach(most, longest, kinds)
        planning = case.catalog.planning
        is_lighter = week % planning.deload_every_weeks == 0 and week < len(case.weeks)
        share = planning.lighter_week_pct if is_lighter else PERCENT
        planned[week] = _on_grid(case, most * share / PERCENT)
    return found


def _in_cut_week(case: Case, join: Join, most: float, kinds: tuple[Mode, ...]) -> float:
    """The week that a revision cuts: what was done, and more of a known kind where it has room.

    What was planned for the days gone by takes its room, done or not.
    """
    gone = [p for p in endurance_items(case, join.week) if p.date < join.day]
    before = {p.key for p in case.placed if p.date < join.day}
    own = [mode.least for mode in kinds if (mode.activity.family or mode.activity.id) in before]
    room = most - sum(placed.minutes for placed in gone)
    added = room if own and room >= up_to_grid(case, min(own)) else 0
    return sum(minutes_of(case, placed, done=True) for placed in gone) + added


def longest_bout(case: Case, kinds: tuple[Mode, ...], longest: float, length: float) -> float:
    """Longest bout that a session of some minutes holds; 0 where none fits."""
    bouts = [
        bout
        for mode in kinds
        if (bout := _on_grid(case, min(mode.most, longest, length - mode.extra))) >= mode.least
    ]
    return max(bouts, default=0)


def up_to_grid(case: Case, minutes: float) -> float:
    """The shortest time in steps of minutes that is not shorter."""
    grid = case.catalog.planning.minutes_grid
    return -(-minutes // grid) * grid


def _on_grid(case: Case, minutes: float) -> float:
    grid = case.catalog.planning.minutes_grid
    return minutes // grid * grid


def _longest(case: Case, week: int, kinds: tuple[Mode, ...], before: list[float]) -> float:
    allowed: float = start_minutes(case, week)
    if any(before):
        rises = [
            fired.body.value
            for number in case.weeks
            for fired in case.firings.limits("cap", RISE, number)
            if case.applies(fired, number)
        ]
        rise = min(rises, default=case.catalog.planning.minutes_grid)
        allowed = max(before) + _on_grid(case, rise)
    return _on_grid(case, min(allowed, max((mode.most for mode in kinds), default=0)))


def _caps(case: Case, week: int, before: list[float]) -> list[float]:
    found = [float(row.weekly_volume["minutes_target"][-1]) for row in endurance_rows(case)]
    found += [most for most, _ in start_caps(case, week)]
    if before:
        found += [most for most, _ in rise_caps(case, week, max(before), steps=False)]
    return found


def _after_absence(
    case: Case, backs: list[Return], week: int, planned: dict[int, float]
) -> list[float]:
    found = []
    for back in backs:
        factors = factors_in(back, week)
        if factors and back.last_week is not None:
            found.append(planned[back.last_week] * min(factors))
        if factors_in(replace(back, factors=back.factors[:1]), week):
            found += restart_minutes(case, back)
    return found


def reach_beside(case: Case, week: int, minutes: float) -> float:
    """The bound where a session of the week also holds something else of so many minutes.

    That lies where it costs endurance least: on another day, or in another session of a day.
    """
    reach = weekly_reach(case)[week]
    most = 0.0
    for chosen in case.dates:
        days = _sessions(case, week)
        lengths = days.get(chosen, [])
        if not lengths or lengths[-1] < minutes:
            continue
        several = case.template.caps.sessions_per_day > 1
        if not (several and any(length >= minutes for length in lengths[:-1])):
            days[chosen] = [lengths[-1] - minutes]
        most = max(most, _held(case, week, reach.modes, reach.longest, days))
    return min(reach.minutes, _on_grid(case, most))


def _sessions(case: Case, week: int) -> dict[dt.date, list[float]]:
    """Date of the week to the minutes that each of its sessions may last, the longest last."""
    first = case.first_day(week)
    dates = [
        date
        for date in case.dates
        if 0 <= (date - first).days < DAYS_PER_WEEK and (case.join is None or date >= case.join.day)
    ]
    found = {d: sorted(longest_session_of(case, s) for s in free_spans(case, d)) for d in dates}
    return {date: lengths for date, lengths in found.items() if lengths}


def _in_free_time(case: Case, week: int, kinds: tuple[Mode, ...], longest: float) -> float:
    return _held(case, week, kinds, longest, _sessions(case, week))


def _held(
    case: Case,
    week: int,
    kinds: tuple[Mode, ...],
    longest: float,
    days: dict[dt.date, list[float]],
) -> float:
    """One bout a day; one day a week rests or stays easy."""
    bouts = [longest_bout(case, kinds, longest, lengths[-1]) for lengths in days.values()]
    bouts.sort(reverse=True)
    floors = case.firings.limits("floor", REST_DAYS, week)
    working = DAYS_PER_WEEK - max((fired.body.value for fired in floors), default=0)
    easy = case.catalog.planning.easy_day_minutes if any(m.is_light for m in kinds) else 0
    placed = bouts[:working] + [min(bout, easy) for bout in bouts[working:]]
    number = kinds_at_once(case, week) * max((mode.days for mode in kinds), default=0)
    return sum(placed[:number])


def kinds_at_once(case: Case, week: int) -> int:
    """How many kinds of endurance the template runs together."""
    own = case.phase(week).targets.get(ENDURANCE)
    if own is not None:
        return own.items
    targets = [phase.targets.get(ENDURANCE) for phase in case.template.phases]
    return max((target.items for target in targets if target is not None), default=0)
