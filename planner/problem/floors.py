"""Floors on minutes: how far each one binds in its weeks, and what beats it.

A cap beats a floor with a warning (policy `combine`). Doses, ramps, the template's limits and the
time that the person gives are caps in that sense; other demands are not: if a floor that could be
reached clashes with them, no plan is made and the floor is named.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from planner.eligibility import ActiveLimit
from planner.problem.context import Context
from planner.problem.demands import Index
from planner.problem.limits import highest_floor
from planner.problem.model import MinutesFloor, Slot, Span
from planner.problem.ramp import ramp_cap
from planner.problem.reach import AVAILABILITY, REST_DAYS, Reach, longest_fit

PER_WEEK, PER_DAY, PER_SESSION = "minutes_per_week", "minutes_per_day", "minutes_per_session"


class Beaten(Struct, frozen=True):
    """A floor that something beats: what it asks for, and by week (1-based) what is possible."""

    rule: str
    unit: str
    value: int
    possible: tuple[tuple[int, int], ...]
    limits: tuple[str, ...]


def weekly_least(context: Context, floors: Iterable[MinutesFloor]) -> tuple[int, ...]:
    """Fewest endurance minutes of each week that some floor asks for."""
    least = [0] * context.weeks
    for floor in floors:
        for span in floor.spans:
            if not span.only_if_present:
                least[span.week] = max(least[span.week], span.minutes)
    return tuple(least)


def hard_floors(context: Context, *quantities: str) -> list[ActiveLimit]:
    """Hard floors on the quantities."""
    return [
        limit
        for limit in context.limits
        if limit.kind == "floor" and limit.hard and limit.quantity in quantities
    ]


def minutes_floors(
    context: Context,
    index: Index,
    at_once: dict[str, tuple[int, ...]],
    reach: tuple[Reach, ...],
) -> tuple[tuple[MinutesFloor, ...], tuple[Beaten, ...]]:
    """Every hard floor on minutes with the spans in which it binds, and those that are beaten.

    Args:
        context: what is known.
        index: finds candidates.
        at_once: how many families of a component the template runs together, by week.
        reach: what endurance can come to.
    """
    found: list[MinutesFloor] = []
    beaten: list[Beaten] = []
    for limit in hard_floors(context, PER_WEEK):
        spans, possible, limits = _week_spans(context, limit, reach)
        found.append(_floor(limit, index, spans))
        beaten += _beaten(limit, possible, limits)
    for limit in hard_floors(context, PER_DAY, PER_SESSION):
        spans, possible = _short_spans(context, limit, index, at_once, reach)
        found.append(_floor(limit, index, spans))
        beaten += _beaten(limit, possible, (AVAILABILITY, context.template.id))
    return tuple(floor for floor in found if floor.spans), tuple(beaten)


def _short_spans(
    context: Context,
    limit: ActiveLimit,
    index: Index,
    at_once: dict[str, tuple[int, ...]],
    reach: tuple[Reach, ...],
) -> tuple[list[Span], tuple[tuple[int, int], ...]]:
    """Spans of a floor per day or session, and what is possible in the weeks that hold less."""
    wanted = int(limit.value)
    spans: list[Span] = []
    short: dict[int, int] = {}
    for week in (number - 1 for number in limit.weeks if number <= context.weeks):
        for slots in _together(context, limit, week):
            least = min(wanted, _most_of(context, limit, index, at_once, reach[week], slots))
            if least < wanted:
                short[week + 1] = min(least, short.get(week + 1, least))
            if least:
                spans.append(_span(context, slots, week, least))
    return spans, tuple(short.items())


def _floor(limit: ActiveLimit, index: Index, spans: Iterable[Span]) -> MinutesFloor:
    return MinutesFloor(
        id=f"{limit.rule}:{limit.quantity}",
        text=limit.text,
        candidates=index.holding(limit.activities),
        activities=limit.activities,
        spans=tuple(spans),
    )


def _beaten(
    limit: ActiveLimit, possible: tuple[tuple[int, int], ...], limits: Iterable[str]
) -> list[Beaten]:
    if not possible:
        return []
    names = tuple(dict.fromkeys(limits))
    return [Beaten(limit.rule, limit.unit, int(limit.value), possible, names)]


def _week_spans(
    context: Context, limit: ActiveLimit, reach: tuple[Reach, ...]
) -> tuple[list[Span], tuple[tuple[int, int], ...], list[str]]:
    least = [0] * context.weeks
    possible: list[tuple[int, int]] = []
    limits: list[str] = []
    for week in range(context.weeks):
        if week not in context.full_weeks or week + 1 not in limit.weeks:
            continue
        least[week] = min(int(limit.value), reach[week].minutes)
        if least[week] < int(limit.value):
            possible.append((week + 1, least[week]))
            limits += reach[week].limits
    _lead_up(context, least, reach)
    spans = []
    for week, minutes in enumerate(least):
        if minutes:
            slots = frozenset(slot.index for slot in context.slots if slot.week == week)
            spans.append(
                Span(
                    slots=slots,
                    week=week,
                    minutes=minutes,
                    only_if_present=False,
                    on_easy_days=minutes,
                )
            )
    return spans, tuple(possible), limits


def _lead_up(context: Context, least: list[int], reach: tuple[Reach, ...]) -> None:
    """Raise the weeks before a floor so far that the ramp can reach it from there."""
    needed = 0
    for week in range(context.weeks - 1, -1, -1):
        if week not in context.full_weeks or context.is_deload(week):
            continue
        least[week] = min(max(least[week], needed), reach[week].minutes)
        needed = _before(context, least[week])


def _before(context: Context, minutes: int) -> int:
    """Fewest minutes of a week after which the ramp allows so many."""
    grid = context.planning.minutes_grid
    return next((m for m in range(0, minutes, grid) if ramp_cap(context, m) >= minutes), minutes)


def _together(context: Context, limit: ActiveLimit, week: int) -> list[list[Slot]]:
    """The slots of each session, or of each day, of the week."""
    slots = [slot for slot in context.slots if slot.week == week]
    if limit.quantity == PER_SESSION:
        return [[slot] for slot in slots]
    return [[s for s in slots if s.day == day] for day in sorted({slot.day for slot in slots})]


def _span(context: Context, slots: list[Slot], week: int, least: int) -> Span:
    easy = context.planning.easy_day_minutes if highest_floor(context, REST_DAYS) else least
    return Span(
        slots=frozenset(slot.index for slot in slots),
        week=week,
        minutes=least,
        only_if_present=True,
        on_easy_days=min(easy, least),
    )


def _most_of(
    context: Context,
    limit: ActiveLimit,
    index: Index,
    at_once: dict[str, tuple[int, ...]],
    reach: Reach,
    slots: list[Slot],
) -> int:
    """Most minutes of the target in one of the slots: one bout, or the items that run together."""
    week, room = slots[0].week, max(slot.capacity for slot in slots)
    modes = [mode for mode in reach.modes if mode.activity in limit.activities]
    if modes:
        return longest_fit(context, modes, reach.longest, room)
    by_component: dict[str, list[int]] = {}
    for number in index.holding(limit.activities):
        candidate = index.candidates[number]
        held = [
            option.dose.minutes or option.minutes
            for path in candidate.paths
            if (option := path.options[week]) is not None and option.activity in limit.activities
        ]
        by_component.setdefault(candidate.component, []).append(max(held, default=0))
    total = 0
    for component, minutes in by_component.items():
        caps = at_once.get(component)
        most = caps[week] if caps is not None else len(minutes)
        total += sum(sorted(minutes, reverse=True)[:most])
    return min(total, room)
