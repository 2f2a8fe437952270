"""Granted wishes as soft demands, and the places that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.units import PERCENT
from planner.problem.bounds import Balance, DayDemand, Reserved
from planner.problem.context import Context
from planner.problem.demands.index import EVERY_DAY, WISH, Index, named_apart
from planner.problem.grants import Grant
from planner.problem.items import families_at_once, items_at_once, needed
from planner.problem.model import Candidate


def wish_demands(context: Context, index: Index, granted: Iterable[Grant]) -> tuple[DayDemand, ...]:
    """Granted wishes as demands: the group stays in the plan from its week on."""
    found: list[DayDemand] = []
    for one in granted:
        holders = tuple(i for i, c in enumerate(index.candidates) if c.id == one.group.id)
        days = dict.fromkeys(range(one.week, context.weeks), one.wish.min_days)
        name = context.catalog.activities[min(one.activities)].name
        text = f"{name}: {one.wish.text}"
        found += _wished(context, index, holders, f"{WISH}{one.wish.source}", text, days)
    return tuple(named_apart(found))


def reserved(context: Context, index: Index, granted: Iterable[Grant]) -> Reserved:
    """The places that granted wishes need; what rules require comes before them."""
    extra = [one for one in granted if one.is_extra]
    first = {one.group.id: _reserved_from(context, one.week) for one in extra}
    held = frozenset(i for i, c in enumerate(index.candidates) if c.id in first)
    others = {}
    for component, caps in items_at_once(context).items():
        inside = [c for c in (index.candidates[i] for i in held) if c.component == component]
        starts = [first[candidate.id] for candidate in inside]
        free = [cap - needed(context, component) for cap in caps]
        others[component] = tuple(
            max(0, places - sum(start <= week for start in starts))
            for week, places in enumerate(free)
        )
    total = families_at_once(context)
    kept = [sum(start <= week for start in first.values()) for week in range(context.weeks)]
    return Reserved(
        candidates=held | _required(context, index),
        others=others,
        total=tuple(total - n for n in kept),
    )


def _required(context: Context, index: Index) -> frozenset[int]:
    """Candidates that meet a narrow demand of a rule."""
    return frozenset(
        number
        for requirement in context.requirements
        if requirement.hard
        and requirement.relation == "per_week"
        and not requirement.is_whole_component
        for number in index.holding(requirement.what)
    )


def _reserved_from(context: Context, week: int) -> int:
    """First week of the phase: what runs in it cannot leave before its end."""
    phase = context.phase(week)
    return min(w for w in range(context.weeks) if context.phase(w) is phase)


def least_days(context: Context, index: Index, first: Mapping[str, int]) -> tuple[DayDemand, ...]:
    """Days a week on which the template wants a component at least, from its first week on."""
    found: list[DayDemand] = []
    for component, start in first.items():
        holders = tuple(i for i, c in enumerate(index.candidates) if c.component == component)
        days = {
            week: context.phase(week).least_days.get(component, 0)
            for week in range(start, context.weeks)
        }
        text = context.planning.texts["least_days"].format(component=component.replace("_", " "))
        name = f"{WISH}{context.template.id}/{component}"
        found += _wished(context, index, holders, name, text, days)
    return tuple(named_apart(found))


def spread(context: Context, index: Index) -> tuple[DayDemand, ...]:
    """Days a week that the template wants a component to keep to, or wants apart."""
    rhythms: dict[tuple[str, int, bool], list[int]] = {}
    for week in range(context.weeks):
        phase = context.phase(week)
        for component in dict.fromkeys((*phase.most_days, *phase.days_apart)):
            most = phase.most_days.get(component, EVERY_DAY)
            rhythm = (component, most, component in phase.days_apart)
            rhythms.setdefault(rhythm, []).append(week)
    found: list[DayDemand] = []
    for (component, most, apart), weeks in rhythms.items():
        holders = tuple(i for i, c in enumerate(index.candidates) if c.component == component)
        activities = frozenset[str]().union(*(index.candidates[i].activities for i in holders))
        found.append(
            DayDemand(
                id=f"{WISH}{context.template.id}/{component}/days",
                text="",
                candidates=holders,
                activities=activities,
                weeks=tuple(weeks),
                at_least=0,
                at_most=most,
                non_consecutive=apart,
                done=tuple(frozenset() for _ in weeks),
                weight=context.planning.wish_weight,
            )
        )
    return tuple(named_apart(demand for demand in found if demand.candidates))


def _wished(
    context: Context,
    index: Index,
    holders: tuple[int, ...],
    name: str,
    text: str,
    days: dict[int, int],
) -> list[DayDemand]:
    """One demand for each number of days; nobody is asked for more days than a week offers."""
    activities = frozenset[str]().union(*(index.candidates[i].activities for i in holders))
    weeks: dict[int, list[int]] = {}
    for week, wanted in days.items():
        usable = {slot.day for slot in context.slots if slot.week == week}
        least = min(wanted, len(usable))
        if least and week in context.full_weeks and index.can_place(activities, week):
            weeks.setdefault(least, []).append(week)
    return [
        DayDemand(
            id=name,
            text=text,
            candidates=holders,
            activities=activities,
            weeks=tuple(inside),
            at_least=least,
            at_most=EVERY_DAY,
            non_consecutive=False,
            done=tuple(frozenset() for _ in inside),
            weight=context.planning.wish_weight,
        )
        for least, inside in weeks.items()
    ]


def balances(context: Context, index: Index, granted: Iterable[Grant]) -> tuple[Balance, ...]:
    """Kinds of strength work whose weekly sets a rule keeps in proportion, where both are in."""
    kinds = context.planning.balanced_sets
    met = {one.wish.source for one in granted}
    found = []
    for order in context.orders:
        if order.rule not in met:
            continue
        ratio = order.body.ratio
        if ratio is None or not set(order.sequence) <= kinds.keys():
            continue
        first, second = (
            tuple(i for i, c in enumerate(index.candidates) if _group(context, c) in kinds[name])
            for name in order.sequence
        )
        if first and second:
            low, high = (round(part * PERCENT) for part in ratio)
            found.append(
                Balance(id=order.rule, first=first, second=second, low_pct=low, high_pct=high)
            )
    return tuple(found)


def _group(context: Context, candidate: Candidate) -> str:
    """The family, or single activity, of a candidate; what is past is of its family too."""
    if not candidate.is_past:
        return candidate.id
    return context.catalog.activities[candidate.name].family or candidate.name
