"""Caps, floors, requirements and orders in force, resolved to weeks and activities."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from planner.domain.answers import Answers
from planner.eligibility.levels import lower_of
from planner.eligibility.windows import weeks_of
from planner.knowledge import Catalog
from planner.knowledge.model import Effect, Limit, Order, Require
from planner.rules import Firing, activities_of, limit_value

SOFT = "preference"


class ActiveLimit(Struct, frozen=True, kw_only=True):
    """A cap or floor in force.

    Attributes:
        value: number or word; for limits from a ramp or formula the word that names it.
        weeks: 1-based plan weeks.
    """

    kind: str
    quantity: str
    value: int | float | str
    unit: str
    activities: frozenset[str]
    weeks: tuple[int, ...]
    hard: bool
    rule: str
    text: str
    body: Limit


class Requirement(Struct, frozen=True, kw_only=True):
    """Something that the plan must hold, in the named weeks; on one side, where it is bound."""

    rule: str
    what: frozenset[str]
    side: str | None
    relation: str
    of: frozenset[str] | None
    min_days: int | None
    max_days: int | None
    weeks: tuple[int, ...]
    match: str | None
    non_consecutive: bool
    days_before: int | None
    when_present: str | None
    hard: bool
    is_whole_component: bool
    text: str
    body: Require


class ActiveOrder(Struct, frozen=True, kw_only=True):
    """A sequence (with spacing) or a `first ... not after` order in force."""

    rule: str
    sequence: tuple[str, ...]
    spacing_weeks: int | None
    first: frozenset[str] | None
    not_after: frozenset[str] | None
    hard: bool
    text: str
    body: Order


class InForce(Struct, frozen=True, kw_only=True):
    """Everything of this file for one person."""

    limits: tuple[ActiveLimit, ...]
    requirements: tuple[Requirement, ...]
    orders: tuple[ActiveOrder, ...]


def in_force(
    catalog: Catalog,
    answers: Answers,
    by_week: tuple[tuple[Firing, ...], ...],
    levels: dict[str, str],
    quit_week: int | None,
) -> InForce:
    """Resolve every cap, floor, require and order of the fired rules."""
    limits: list[ActiveLimit] = []
    requirements: list[Requirement] = []
    orders: list[ActiveOrder] = []
    for firing, weeks in _merged(by_week):
        for effect in firing.effects:
            limit = effect.cap or effect.floor
            if limit is not None:
                inside = set(weeks_of(limit.window, len(by_week), quit_week))
                held = tuple(week for week in weeks if week in inside)
                found = _limit(catalog, answers, firing, effect, limit, held, levels)
                limits += [found] if found is not None else []
            if effect.require is not None:
                found_r = _requirement(
                    catalog, answers, firing, effect.require, weeks, len(by_week)
                )
                requirements += [found_r] if found_r is not None else []
            if effect.order is not None:
                orders.append(_order(catalog, firing, effect.order))
    return InForce(limits=tuple(limits), requirements=_united(requirements), orders=tuple(orders))


def _united(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """One requirement for each rule, side and demand; what several trials wait for is united."""
    found: dict[tuple[object, ...], Requirement] = {}
    for requirement in requirements:
        what = requirement.what
        key = (requirement.rule, requirement.body, requirement.side, what, requirement.weeks)
        known = found.get(key)
        if known is not None and known.of is not None and requirement.of is not None:
            requirement = replace(known, of=known.of | requirement.of)
        found[key] = requirement
    return tuple(found.values())


def _merged(by_week: tuple[tuple[Firing, ...], ...]) -> Iterable[tuple[Firing, tuple[int, ...]]]:
    """Each firing once, with the weeks in which it holds."""
    weeks: dict[tuple[str, object], list[int]] = {}
    first: dict[tuple[str, object], Firing] = {}
    for number, firings in enumerate(by_week, start=1):
        for firing in firings:
            key = (firing.rule.id, firing.binding)
            first.setdefault(key, firing)
            weeks.setdefault(key, []).append(number)
    return [(firing, tuple(weeks[key])) for key, firing in first.items()]


def _limit(
    catalog: Catalog,
    answers: Answers,
    firing: Firing,
    effect: Effect,
    limit: Limit,
    weeks: tuple[int, ...],
    levels: dict[str, str],
) -> ActiveLimit | None:
    activities = activities_of(limit.target, catalog, firing.binding)
    named = limit.levels or ((limit.level,) if limit.level is not None else ())
    if named and _level_of(catalog, limit, levels) not in named:
        return None
    value = limit_value(limit, answers)
    source = limit.value_from or (limit.value_formula.operator if limit.value_formula else "")
    rule = firing.rule
    return ActiveLimit(
        kind=effect.kind,
        quantity=limit.quantity,
        value=value if value is not None else source,
        unit=limit.unit,
        activities=activities,
        weeks=weeks,
        hard=rule.severity != SOFT and not limit.soft,
        rule=rule.id,
        text=rule.why.patient,
        body=limit,
    )


def _level_of(catalog: Catalog, limit: Limit, levels: dict[str, str]) -> str:
    """Level that a level-bound limit is read against: of its component, else of the person."""
    if limit.target.component:
        return levels[limit.target.component[0]]
    return lower_of(catalog, levels, catalog.decision_policy.levels.overall)


def _requirement(
    catalog: Catalog,
    answers: Answers,
    firing: Firing,
    body: Require,
    weeks: tuple[int, ...],
    length: int,
) -> Requirement | None:
    rule = firing.rule
    asked = [effect.ask.fact for effect in rule.then if effect.ask is not None]
    if body.if_goal and not all(answers.facts.get(fact) is True for fact in asked):
        return None
    inside = set(weeks_of(body.window, length))
    if body.week is not None:
        inside &= {body.week}
    if body.from_week is not None:
        first = body.from_week
        if first > catalog.planning.settling_in_weeks + 1:
            # Counted from the start of the programme, of which some weeks may be done already.
            first -= weeks_done(answers)
        inside &= set(range(first, length + 1))
    target = body.what
    whole = bool(target.component) and not (target.activity or target.tag or target.family)
    return Requirement(
        rule=rule.id,
        what=activities_of(target, catalog, firing.binding),
        side=firing.binding.side,
        relation=body.relation,
        of=activities_of(body.of, catalog, firing.binding) if body.of is not None else None,
        min_days=body.min_days,
        max_days=body.max_days,
        weeks=tuple(week for week in weeks if week in inside),
        match=body.match,
        non_consecutive=body.non_consecutive,
        days_before=body.days_before,
        when_present=body.when_present,
        hard=rule.severity != SOFT,
        is_whole_component=whole,
        text=rule.why.patient,
        body=body,
    )


def weeks_done(answers: Answers) -> int:
    """Weeks of the programme that lie before this plan (fact `plan_week`, 1 = none)."""
    number = answers.facts.get("plan_week")
    return max(0, number - 1) if isinstance(number, int) else 0


def _order(catalog: Catalog, firing: Firing, body: Order) -> ActiveOrder:
    rule = firing.rule
    return ActiveOrder(
        rule=rule.id,
        sequence=body.sequence,
        spacing_weeks=body.spacing_weeks,
        first=activities_of(body.first, catalog, firing.binding) if body.first else None,
        not_after=activities_of(body.not_after, catalog, firing.binding)
        if body.not_after
        else None,
        hard=rule.severity != SOFT,
        text=rule.why.patient,
        body=body,
    )
