"""How many endurance minutes each week can hold, week by week from the first one.

The bound of a week is the smallest of: hard caps on minutes a week, the rise rules against the
best of the weeks before, what is allowed after days away, what the dose row of a week aims at, and
one bout a day in the free times. Weeks before are taken to be as full as they may be, planned
lighter weeks lighter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.audit.absence import Return, factors_in, restart_minutes, returns
from planner.audit.case import ENDURANCE, Case
from planner.audit.doses import endurance_rows
from planner.audit.endurance import Mode, modes, start_minutes
from planner.audit.free import free_spans, longest_session_of
from planner.audit.ramp import rise_caps, start_caps
from planner.audit.volume import endurance_minutes, longest_session
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
        found[week] = Reach(most, longest, kinds)
        planning = case.catalog.planning
        is_lighter = week % planning.deload_every_weeks == 0 and week < len(case.weeks)
        share = planning.lighter_week_pct if is_lighter else PERCENT
        planned[week] = _on_grid(case, most * share / PERCENT)
    return found


def longest_bout(case: Case, kinds: tuple[Mode, ...], longest: float, length: float) -> float:
    """Longest bout that a session of some minutes holds; 0 where none fits."""
    bouts = [
        bout
        for mode in kinds
        if (bout := _on_grid(case, min(mode.most, longest, length - mode.extra))) >= mode.least
    ]
    return max(bouts, default=0)


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


def _in_free_time(case: Case, week: int, kinds: tuple[Mode, ...], longest: float) -> float:
    """One bout a day; one day a week rests or stays easy."""
    first = case.first_day(week)
    bouts = []
    for date in case.dates:
        is_over = case.join is not None and date < case.join.day
        if 0 <= (date - first).days < DAYS_PER_WEEK and not is_over:
            lengths = [longest_session_of(case, span) for span in free_spans(case, date)]
            if lengths:
                bouts.append(longest_bout(case, kinds, longest, max(lengths)))
    bouts.sort(reverse=True)
    floors = case.firings.limits("floor", REST_DAYS, week)
    working = DAYS_PER_WEEK - max((fired.body.value for fired in floors), default=0)
    easy = case.catalog.planning.easy_day_minutes if any(m.is_light for m in kinds) else 0
    placed = bouts[:working] + [min(bout, easy) for bout in bouts[working:]]
    days = kinds_at_once(case, week) * max((mode.days for mode in kinds), default=0)
    return sum(placed[:days])


def kinds_at_once(case: Case, week: int) -> int:
    """How many kinds of endurance the template runs together."""
    own = case.phase(week).targets.get(ENDURANCE)
    if own is not None:
        return own.items
    targets = [phase.targets.get(ENDURANCE) for phase in case.template.phases]
    return max((target.items for target in targets if target is not None), default=0)
