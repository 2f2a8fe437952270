"""Days a week on which something is done, or is not missed too long."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from msgspec.structs import replace

from planner.domain.units import DAYS_PER_WEEK
from planner.eligibility import Requirement
from planner.problem.bounds import Beaten, DayDemand, Gap
from planner.problem.context import Context
from planner.problem.demands.index import EVERY_DAY, Index, named_apart
from planner.problem.demands.possible import Most, most_possible
from planner.problem.demands.waiting import Waiting
from planner.problem.slots import day_date, is_away
from planner.problem.trials import valid_days

DAYS = "days"
STRETCH = "stretch"


def day_demands(
    context: Context, index: Index
) -> tuple[tuple[DayDemand, ...], tuple[str, ...], tuple[Beaten, ...]]:
    """Demands of days a week; the sentences of what nothing open can meet; what something beats."""
    demands: list[DayDemand] = []
    unmet: list[str] = []
    beaten: list[Beaten] = []
    waiting = Waiting(context, index)
    for requirement in context.requirements:
        if not requirement.hard or requirement.relation not in ("per_week", "in_week"):
            continue
        asked = _asked(context, requirement)
        first = waiting.first_week(requirement)
        late = tuple((w + 1, 0) for w in asked if context.open_week <= w < first)
        asked = tuple(week for week in asked if not context.open_week <= week < first)
        if late:
            least = requirement.min_days or 1
            beaten.append(Beaten(requirement.rule, DAYS, least, late, waiting.rules()))
        weeks = _open_weeks(index, requirement, asked)
        wanted = requirement.min_days or 1
        most = {week: most_possible(context, index, requirement, week) for week in asked}
        coming = {week for week in asked if week >= context.open_week}
        if not weeks or (coming and not coming & set(weeks)):
            unmet.append(f"{requirement.rule}: {requirement.text}")
        if not weeks:
            beaten += _beaten(requirement.rule, wanted, most, weeks)
            continue
        possible = {week: min(wanted, most[week].days) for week in weeks}
        for least in sorted(set(possible.values()), reverse=True):
            these = tuple(week for week in weeks if possible[week] == least)
            demands.append(_demand(index, requirement, these, least))
        beaten += _beaten(requirement.rule, wanted, most, weeks)
    demands += _trials(context, index, demands)
    return tuple(named_apart(demands)) + _day_limits(context, index), tuple(unmet), tuple(beaten)


def _trials(context: Context, index: Index, demands: list[DayDemand]) -> list[DayDemand]:
    """Trials that some stretch which is asked for every week cannot do without.

    They follow from the other demands; said here, a search week by week knows them in time.
    """
    stretches = {n for n, a in context.catalog.activities.items() if a.component == STRETCH}
    asked = {
        week
        for demand in demands
        if demand.at_least and demand.when_present is None and demand.activities <= stretches
        for week in demand.weeks
    }
    found = []
    for requirement in context.requirements:
        days = valid_days(context, requirement.what)
        if days is None or not requirement.hard or not requirement.days_before:
            continue
        apart = days // DAYS_PER_WEEK - 1
        weeks = _trial_weeks(context, index, requirement)
        for week in weeks:
            others = [other for other in weeks if other != week]
            alone = [u for u in asked if week <= u <= week + apart]
            is_only = any(all(not o <= u <= o + apart for o in others) for u in alone)
            if is_only and week >= context.open_week:
                found.append(replace(_demand(index, requirement, (week,), 1), done=(frozenset(),)))
    return found


def _trial_weeks(context: Context, index: Index, requirement: Requirement) -> list[int]:
    """Weeks in which a trial was done or can be."""
    items = context.history.items if context.history is not None else ()
    done = [one.week for one in items if one.is_done and one.item.activity in requirement.what]
    holders = (index.candidates[number] for number in index.holding(requirement.what))
    able = [path.start for c in holders if not c.is_past for path in c.paths]
    return list(dict.fromkeys((*done, *able)))


def _demand(
    index: Index, requirement: Requirement, weeks: tuple[int, ...], least: int
) -> DayDemand:
    return DayDemand(
        id=requirement.rule,
        text=requirement.text,
        candidates=index.holding(requirement.what),
        activities=requirement.what,
        weeks=weeks,
        at_least=least,
        at_most=requirement.max_days or EVERY_DAY,
        non_consecutive=requirement.non_consecutive,
        done=tuple(index.days_done(requirement.what, week) for week in weeks),
        when_present=requirement.when_present,
    )


def _beaten(
    rule: str, wanted: int, most: Mapping[int, Most], weeks: Container[int]
) -> Iterator[Beaten]:
    """What is possible in the weeks that hold fewer days, apart for each set of limits.

    Weeks that can hold nothing of it for other reasons are told elsewhere.
    """
    short: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for week, one in most.items():
        if one.days < wanted and (week in weeks or one.closes):
            short.setdefault(one.limits, []).append((week + 1, one.days))
    for limits, possible in short.items():
        yield Beaten(rule, DAYS, wanted, tuple(possible), limits)


def _asked(context: Context, requirement: Requirement) -> tuple[int, ...]:
    """Full weeks in which the requirement holds."""
    wanted = [week - 1 for week in requirement.weeks if week <= context.weeks]
    kinds = {context.catalog.activities[name].component for name in requirement.what}
    if requirement.body.unless_blocked:
        # New items are few a week: what gives way to them is in place by this week.
        from_week = context.planning.unless_blocked_from_week
        wanted = [week for week in wanted if week + 1 >= from_week]
    if kinds == {STRETCH}:
        # The first week is for the trials; what they allow is done from the second on.
        wanted = [week for week in wanted if week]
    return tuple(week for week in wanted if week in context.full_weeks)


def _open_weeks(index: Index, requirement: Requirement, asked: tuple[int, ...]) -> tuple[int, ...]:
    """Weeks in which something of the requirement can be placed, or stands all day."""
    what = requirement.what
    return tuple(w for w in asked if index.can_place(what, w) or index.days_done(what, w))


def _day_limits(context: Context, index: Index) -> tuple[DayDemand, ...]:
    """Hard caps and floors on days a week of a component or tag, as demands with one end."""
    found = []
    for limit in context.limits:
        if limit.kind not in ("cap", "floor") or not limit.hard:
            continue
        if limit.quantity not in ("days_per_week", "sessions_per_week"):
            continue
        holders = index.holding(limit.activities)
        weeks = tuple(week - 1 for week in limit.weeks if week <= context.weeks)
        is_floor = limit.kind == "floor"
        if is_floor:
            able = (w for w in weeks if w in context.full_weeks)
            weeks = tuple(w for w in able if index.can_place(limit.activities, w))
        if holders and weeks:
            found.append(
                DayDemand(
                    id=f"{limit.rule}:{limit.quantity}",
                    text=limit.text,
                    candidates=holders,
                    activities=limit.activities,
                    weeks=weeks,
                    at_least=int(limit.value) if is_floor else 0,
                    at_most=EVERY_DAY if is_floor else int(limit.value),
                    non_consecutive=limit.body.non_consecutive,
                    done=tuple(frozenset() for _ in weeks),
                    counts_sessions=limit.quantity == "sessions_per_week",
                )
            )
    return tuple(found)


def gaps(context: Context, index: Index) -> tuple[Gap, ...]:
    """Hard caps on days in a row without something: stretches that have to hold one of it."""
    found = []
    usable = sorted({slot.day for slot in context.slots})
    for limit in context.limits:
        if limit.kind != "cap" or limit.quantity != "consecutive_days_off" or not limit.hard:
            continue
        holders = index.holding(limit.activities)
        if not holders or not usable:
            continue
        # Days away are no days off; the first free day may be the first with it.
        days = [
            day
            for day in range(usable[0], context.weeks * DAYS_PER_WEEK)
            if not is_away(context.intake, day_date(context.intake, day))
            and index.can_place(limit.activities, day // DAYS_PER_WEEK)
        ]
        size = int(limit.value) + 1
        stretches = [tuple(days[first : first + size]) for first in range(len(days) - size + 1)]
        if stretches:
            found.append(
                Gap(
                    id=f"{limit.rule}:{limit.quantity}",
                    text=limit.text,
                    candidates=holders,
                    activities=limit.activities,
                    stretches=tuple(stretches),
                )
            )
    return tuple(found)
