"""How many endurance minutes a week may hold at most: caps, ramp, bouts and free time together.

A floor on weekly minutes binds as far as this reaches; what is missing is reported (policy
`combine`: a cap beats a floor with a warning). The minutes available on a date are a cap too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from planner.domain.units import DAYS_PER_WEEK, PERCENT
from planner.knowledge.model import Activity
from planner.problem.bouts import ENDURANCE, bout_minutes, endurance_rows
from planner.problem.context import Context, remembered
from planner.problem.doses import base_dose, dose
from planner.problem.frequencies import REST_DAYS
from planner.problem.history import History
from planner.problem.limits import highest_floor
from planner.problem.options import days_a_week, is_light
from planner.problem.ramp import (
    longest_first,
    longest_rise,
    no_rise_rules,
    no_rise_weeks,
    rise_caps,
    week_caps,
)
from planner.problem.returns import most_after_absence

AVAILABILITY = "availability"


class Mode(Struct, frozen=True, kw_only=True):
    """One kind of endurance in a week (minutes): a bout, the time on top of it; days a week."""

    activity: str
    family: str
    least: int
    most: int
    extra: int
    days: int
    light: bool


class Reach(Struct, frozen=True, kw_only=True):
    """What endurance can come to in one week (minutes).

    Attributes:
        minutes: most of the week.
        limits: what allows no more: rules, dose rows, the template or `availability`.
        longest: most of one bout.
        modes: the kinds of endurance that may be placed.
    """

    minutes: int
    limits: tuple[str, ...]
    longest: int
    modes: tuple[Mode, ...]


@remembered
def weekly_reach(context: Context, only: frozenset[str] | None = None) -> tuple[Reach, ...]:
    """Most endurance minutes of each week, if every week before was as full as it may be.

    One bout a day is counted: no floor makes anybody train twice a day. A planned lighter week
    stays below its most, so that the plan may keep its lighter weeks. With `only`, nothing but
    those activities is done.
    """
    grid = context.planning.minutes_grid
    found: list[Reach] = []
    planned: list[int] = []
    for week in range(context.weeks):
        modes = tuple(m for m in _modes(context, week) if only is None or m.activity in only)
        if context.history is not None and week < context.open_week:
            found.append(_as_done(context.history, week, modes))
            planned.append(found[-1].minutes)
            continue
        longest = _longest(context, week, modes, [reach.longest for reach in found])
        most, limits = min(_bounds(context, week, modes, longest, planned))
        most = most // grid * grid
        if context.history is not None and week == context.history.cut_week:
            most = _in_cut_week(context, context.history, most, modes)
        found.append(Reach(minutes=most, limits=limits, longest=longest, modes=modes))
        share = context.planning.lighter_week_pct if context.is_deload(week) else PERCENT
        planned.append(most * share // PERCENT // grid * grid)
    return tuple(found)


@remembered
def reach_now(context: Context) -> tuple[Reach, ...]:
    """`weekly_reach` of all endurance, remembered."""
    return weekly_reach(context)


def _as_done(history: History, week: int, modes: tuple[Mode, ...]) -> Reach:
    """A week of the past: what was really done in it."""
    minutes, longest = history.minutes_done(week), history.longest_done(week)
    return Reach(minutes=minutes, limits=(), longest=longest, modes=modes)


def shortest(context: Context, mode: Mode) -> int:
    """Minutes of the shortest bout that can be planned: in steps of the grid."""
    grid = context.planning.minutes_grid
    return -(-mode.least // grid) * grid


def _in_cut_week(context: Context, history: History, most: int, modes: Sequence[Mode]) -> int:
    """Minutes of the week that a revision cuts: what was done, and what there is room to add.

    What was planned and missed takes its room; what is added is of a kind that was planned before.
    """
    week = history.first_week
    own = [shortest(context, mode) for mode in modes if mode.family in history.standings]
    room = most - history.minutes_planned(week)
    added = room if own and room >= min(own) else 0
    return history.minutes_done(week) + added


def _longest(context: Context, week: int, modes: Sequence[Mode], before: list[int]) -> int:
    grid = context.planning.minutes_grid
    allowed = longest_first(context, week)
    recent = before[-context.planning.reference_weeks :]
    if any(recent):
        allowed = max(recent) + longest_rise(context) // grid * grid
    return min(allowed, max((mode.most for mode in modes), default=0)) // grid * grid


def _bounds(
    context: Context, week: int, modes: Sequence[Mode], at_once: int, planned: list[int]
) -> list[tuple[int, tuple[str, ...]]]:
    """Every bound on the minutes of the week, with what sets it."""
    caps = [*week_caps(context, week), *most_after_absence(context, week, planned)]
    recent = planned[-context.planning.reference_weeks :]
    if recent:
        caps += rise_caps(context, max(recent))
        if week in no_rise_weeks(context):
            caps += [(max(recent), rule) for rule in no_rise_rules(context)]
    free = [max(lengths) for lengths in _sessions(context, week)]
    # A dose is a cap too: nobody is made to do more than the dose row of a week aims at.
    caps += [(row.weekly_volume["minutes_target"][-1], row.id) for row in endurance_rows(context)]
    held = _held(context, week, modes, at_once, free)
    return [(most, (rule,)) for most, rule in caps] + [
        (held, _holders(context, week, modes, at_once, held))
    ]


def reach_beside(context: Context, week: int, reach: Reach, minutes: int) -> int:
    """Most endurance minutes of the week where a session also holds something of `minutes`.

    It lies where it costs least: on a day without endurance, or in another session of its day.
    """
    days = _sessions(context, week)
    longest = [max(lengths) for lengths in days]
    found = [0]
    for place, lengths in enumerate(days):
        others = sorted(lengths)[:-1] if context.template.caps.sessions_per_day > 1 else []
        taken = 0 if any(length >= minutes for length in others) else minutes
        left = [*longest[:place], longest[place] - taken, *longest[place + 1 :]]
        if longest[place] >= minutes:
            found.append(_held(context, week, reach.modes, reach.longest, left))
    grid = context.planning.minutes_grid
    return min(reach.minutes, max(found) // grid * grid)


def _sessions(context: Context, week: int) -> list[list[int]]:
    """Minutes of every session that each day of the week may hold; days without one are missing."""
    days: dict[int, list[int]] = {}
    for slot in context.slots:
        if slot.week == week and slot.day >= context.open_from:
            days.setdefault(slot.day, []).append(slot.capacity)
    return list(days.values())


def _holders(
    context: Context, week: int, modes: Sequence[Mode], at_once: int, held: int
) -> tuple[str, ...]:
    """What keeps the sessions of a week from holding more: the dose and template, or the time."""
    most = max((mode.most + mode.extra for mode in modes), default=0)
    if held < _held(context, week, modes, at_once, [most] * DAYS_PER_WEEK):
        return (AVAILABILITY,)
    return (*(row.id for row in endurance_rows(context)), context.template.id)


def _held(
    context: Context, week: int, modes: Sequence[Mode], at_once: int, days: Iterable[int]
) -> int:
    """Minutes that one bout a day can come to, with the longest session of each day given."""
    bouts = [longest_fit(context, modes, at_once, length) for length in days]
    working = DAYS_PER_WEEK - highest_floor(context, REST_DAYS)
    easy = context.planning.easy_day_minutes if any(mode.light for mode in modes) else 0
    ranked = sorted(bouts, reverse=True)
    placed = ranked[:working] + [min(bout, easy) for bout in ranked[working:]]
    most = kinds_at_once(context, week) * max((mode.days for mode in modes), default=0)
    return sum(placed[:most])


def longest_fit(context: Context, modes: Sequence[Mode], at_once: int, length: int) -> int:
    """Longest bout that a session of some minutes holds beside warm-up, cool-down and set-up."""
    grid = context.planning.minutes_grid
    found = 0
    for mode in modes:
        bout = min(mode.most, at_once, length - mode.extra) // grid * grid
        if bout >= mode.least:
            found = max(found, bout)
    return found


def kinds_at_once(context: Context, week: int) -> int:
    """How many kinds of endurance the template runs at the same time."""
    phases = [phase.targets.get(ENDURANCE) for phase in context.template.phases]
    own = context.phase(week).targets.get(ENDURANCE)
    given = [own] if own is not None else [target for target in phases if target is not None]
    return max((target.items for target in given), default=0)


@remembered
def _modes(context: Context, week: int) -> tuple[Mode, ...]:
    """Endurance that may be placed in the week and that neither template nor person leaves out."""
    ends = highest_floor(context, "warm_up_minutes") + highest_floor(context, "cool_down_minutes")
    found = []
    for activity in context.catalog.activities.values():
        row = base_dose(context, activity)
        if activity.component != ENDURANCE or row is None:
            continue
        if is_left_out(context, activity) or not context.open_sides(activity.id, week):
            continue
        given = dose(context, activity, week, is_first=False)
        least, most = bout_minutes(context, activity, week, is_first=False)
        light = is_light(context, given.rpe if given is not None else None)
        found.append(
            Mode(
                activity=activity.id,
                family=activity.family or activity.id,
                least=least,
                most=most,
                extra=activity.setup_minutes + (0 if light else ends),
                days=days_a_week(context, activity, week, row.days_per_week, is_first=False)[-1],
                light=light,
            )
        )
    return tuple(mode for mode in found if mode.least <= mode.most)


def is_left_out(context: Context, activity: Activity) -> bool:
    """The template leaves it out: it is no way to reach a floor."""
    left = {name for phase in context.template.phases for name in phase.leave_out}
    return bool({activity.id, activity.family or activity.id} & left)
