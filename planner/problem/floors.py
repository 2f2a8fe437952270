"""Floors on minutes: how far each one binds in its weeks, and what beats it.

A cap beats a floor with a warning (policy `combine`). Doses, ramps, the template's limits and the
time that the person gives are caps in that sense; other demands are not: if a floor that could be
reached clashes with them, no plan is made and the floor is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from planner.eligibility import ActiveLimit
from planner.problem.bounds import Beaten, MinutesFloor, Span
from planner.problem.bouts import ENDURANCE
from planner.problem.context import Context
from planner.problem.demands import DOSE, Index
from planner.problem.frequencies import REST_DAYS, most_days
from planner.problem.limits import highest_floor
from planner.problem.model import Slot
from planner.problem.ramp import no_rise_weeks, ramp_cap
from planner.problem.reach import AVAILABILITY, Reach, longest_fit, reach_beside, weekly_reach

PER_WEEK, PER_DAY, PER_SESSION = "minutes_per_week", "minutes_per_day", "minutes_per_session"


def weekly_least(context: Context, floors: Iterable[MinutesFloor]) -> tuple[int, ...]:
    """Fewest endurance minutes of each week that some floor asks for."""
    least = [0] * context.weeks
    for floor in floors:
        for span in floor.spans:
            if not span.only_if_present:
                least[span.week] = max(least[span.week], span.minutes)
    return tuple(least)


def most_asked(floors: Iterable[MinutesFloor]) -> int:
    """Minutes of the week in which one floor asks for most, were its target done on every day."""
    totals: dict[tuple[str, int], int] = {}
    for floor in floors:
        for span in floor.spans:
            key = (floor.id, span.week)
            totals[key] = totals.get(key, 0) + span.minutes
    return max(totals.values(), default=0)


def hard_floors(context: Context, *quantities: str) -> list[ActiveLimit]:
    """Hard floors on the quantities."""
    return [
        limit
        for limit in context.limits
        if limit.kind == "floor" and limit.hard and limit.quantity in quantities
    ]


def minutes_floors(
    context: Context, index: Index, reach: tuple[Reach, ...], trials: Mapping[int, int]
) -> tuple[tuple[MinutesFloor, ...], tuple[Beaten, ...]]:
    """Every hard floor on minutes with the spans in which it binds, and those that are beaten.

    Items other than endurance take the time of their dose: a floor on their minutes is told where
    the dose is shorter.

    Args:
        context: what is known.
        index: finds candidates.
        reach: what endurance can come to.
        trials: minutes of a trial session by week that cannot do without it: it is safety, so the
            time that is left beside it is what the week gives.
    """
    found: list[MinutesFloor] = []
    beaten: list[Beaten] = []
    reach = _beside(context, reach, trials)
    for limit in hard_floors(context, PER_WEEK):
        spans, possible, limits = _week_spans(context, limit, reach)
        found.append(_floor(limit, index, spans))
        beaten += _beaten(limit, possible, limits)
    for limit in hard_floors(context, PER_DAY, PER_SESSION):
        spans, possible = _short_spans(context, limit)
        found.append(_floor(limit, index, spans))
        beaten += _beaten(limit, possible, (AVAILABILITY, context.template.id))
        beaten += _beaten(limit, _short_doses(context, limit, index), (DOSE,))
    return tuple(floor for floor in found if floor.spans), tuple(beaten)


def _beside(
    context: Context, reach: tuple[Reach, ...], trials: Mapping[int, int]
) -> tuple[Reach, ...]:
    """What is left for endurance in the weeks of a trial session."""
    found = list(reach)
    for week, minutes in trials.items():
        least = reach_beside(context, week, reach[week], minutes)
        if least < reach[week].minutes:
            found[week] = replace(reach[week], minutes=least, limits=(AVAILABILITY,))
    return tuple(found)


def _short_spans(
    context: Context, limit: ActiveLimit
) -> tuple[list[Span], tuple[tuple[int, int], ...]]:
    """Spans of a floor per day or session, and what one bout can be in weeks that hold less."""
    wanted = int(limit.value)
    reach = weekly_reach(context, limit.activities)
    spans: list[Span] = []
    short: dict[int, int] = {}
    for week in (number - 1 for number in limit.weeks if number <= context.weeks):
        for slots in _together(context, limit, week) if reach[week].modes else ():
            room = max(slot.capacity for slot in slots)
            bout = longest_fit(context, reach[week].modes, reach[week].longest, room)
            least = min(wanted, bout, _share(context, limit, week, reach[max(week - 1, 0)]))
            if least < wanted:
                short[week + 1] = min(least, short.get(week + 1, least))
            if least:
                spans.append(_span(context, slots, week, least))
    return spans, tuple(short.items())


def _share(context: Context, limit: ActiveLimit, week: int, reach: Reach) -> int:
    """What the week before can come to, spread over the days on which rules ask for the same.

    A floor of a day never needs the whole of the ramp.
    """
    days = [
        min(requirement.min_days or 1, most_days(context, requirement.what, week))
        for requirement in context.requirements
        if requirement.hard
        and requirement.relation == "per_week"
        and requirement.what == limit.activities
        and week + 1 in requirement.weeks
    ]
    grid = context.planning.minutes_grid
    return reach.minutes // max(days, default=1) // grid * grid


def _short_doses(context: Context, limit: ActiveLimit, index: Index) -> tuple[tuple[int, int], ...]:
    """Weeks in which an item of the target, other than endurance, takes less than the floor."""
    short: dict[int, int] = {}
    for number in index.holding(limit.activities):
        candidate = index.candidates[number]
        if candidate.component == ENDURANCE:
            continue
        for path in candidate.paths:
            for option in path.options:
                if option is None or option.activity not in limit.activities:
                    continue
                week, minutes = option.week + 1, option.dose.minutes or option.minutes
                if week in limit.weeks and minutes < int(limit.value):
                    short[week] = min(minutes, short.get(week, minutes))
    return tuple(sorted(short.items()))


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
    calm = no_rise_weeks(context)
    for week in range(context.weeks - 1, -1, -1):
        if week not in context.full_weeks or context.is_deload(week):
            continue
        least[week] = min(max(least[week], needed), reach[week].minutes)
        needed = least[week] if week in calm else _before(context, least[week])


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
