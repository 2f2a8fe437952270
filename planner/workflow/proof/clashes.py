"""Rules that pull in different directions: which, on what, and what settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

from msgspec import Struct

from planner.eligibility.settled import CHANGES
from planner.eligibility.windows import weeks_of
from planner.knowledge.model import Exclude, Limit, Require, Scale
from planner.workflow.proof.stances import Stance, Stances

OPENS = ("prefer", "allow", "require", "substitute")
CLOSES = ("exclude", "defer", "gate")
PARTLY = "partly_closed"
# A plan is at most this long (`intake/1`).
WEEKS = 52
DAYS = "days_per_week"


class Clash(Struct, frozen=True, kw_only=True):
    """Two effects that cannot both have their way.

    Attributes:
        kind: how they clash; the sentence `clash.<kind>` says what settles it. `partly_closed`
            is the mild case: what a rule favours or demands can be had from other items.
        rule, number, effect: the one that gives way: rule, place in `then`, kind of effect.
        other, other_number, other_effect: the one that counts.
        silent: whoever comes under the first rule always meets the other one, so that the
            first effect never has its way; nothing would ever show it.
        activities: how many activities both touch; 0 where the clash is not about activities.
        example: one of them.
    """

    kind: str
    rule: str
    number: int
    effect: str
    other: str
    other_number: int
    other_effect: str
    silent: bool
    activities: int
    example: str | None = None


def clashes(stances: Stances) -> tuple[Clash, ...]:
    """Every clash between effects of rules that may hold for one person."""
    return tuple(clash for find in _FINDERS for clash in find(stances))


def _clash(
    kind: str, stances: Stances, weaker: Stance, stronger: Stance, *, silent: bool = False
) -> Clash:
    both = stances.names(weaker.may & stronger.may)
    return Clash(
        kind=kind,
        rule=weaker.rule.id,
        number=weaker.place,
        effect=weaker.kind,
        other=stronger.rule.id,
        other_number=stronger.place,
        other_effect=stronger.kind,
        silent=silent,
        activities=len(both),
        example=both[0] if both else None,
    )


def _meet(stances: Stances, one: Stance, other: Stance) -> bool:
    """Both touch some activity, for some person."""
    return bool(one.may & other.may) and stances.holds_with(one, other)


def _opened_and_closed(stances: Stances) -> Iterator[Clash]:
    """One rule favours, allows or demands what another one closes: closed it stays."""
    for opener, closer in product(stances.of(*OPENS), stances.of(*CLOSES)):
        if not _meet(stances, opener, closer):
            continue
        in_part = getattr(closer.body, "window", None) is not None
        if in_part or opener.may & ~closer.sure:
            yield _clash(PARTLY, stances, opener, closer)
            continue
        kind = "demanded_and_closed" if opener.kind == "require" else "opened_and_closed"
        silent = _never_open(stances, opener, closer)
        yield _clash(kind, stances, opener, closer, silent=silent)


def _never_open(stances: Stances, opener: Stance, closer: Stance) -> bool:
    """The closer, which touches all of it, does so for everybody under the opener and for good.

    A demand that says `unless_blocked` gives way on purpose.
    """
    body = closer.body
    if not isinstance(body, Exclude) or body.until is not None:
        return False
    if isinstance(opener.body, Require) and opener.body.unless_blocked:
        return False
    return stances.always_with(opener, closer)


def _cap_below_floor(stances: Stances) -> Iterator[Clash]:
    """A cap below a floor of the same quantity: the cap counts, with a warning."""
    for floor, cap in product(stances.of("floor"), stances.of("cap")):
        low, high = _value(floor, stances), _value(cap, stances)
        if floor.body.quantity != cap.body.quantity or low is None or high is None or high >= low:
            continue
        if _meet(stances, floor, cap) and _at_once(floor.body, cap.body):
            yield _clash("cap_below_floor", stances, floor, cap,
                         silent=_never_met(stances, floor, cap))  # fmt: skip


def _never_met(stances: Stances, floor: Stance, cap: Stance) -> bool:
    return (
        floor.is_hard
        and cap.is_hard
        and floor.may & ~cap.sure == 0
        and _within(floor.body, cap.body)
        and stances.always_with(floor, cap)
    )


def _two_values(stances: Stances) -> Iterator[Clash]:
    """Two caps (or floors) of one quantity: the smaller cap, the larger floor counts."""
    for kind in ("cap", "floor"):
        for one, other in combinations(stances.of(kind), 2):
            here, there = _value(one, stances), _value(other, stances)
            if one.body.quantity != other.body.quantity or here is None or there is None:
                continue
            if here == there or one.rule is other.rule or not _at_once(one.body, other.body):
                continue
            if _meet(stances, one, other):
                first = (here < there) is (kind == "cap")
                weaker, stronger = (other, one) if first else (one, other)
                yield _clash(f"two_{kind}s", stances, weaker, stronger)


def _days(stances: Stances) -> Iterator[Clash]:
    """More days demanded than another rule allows: the limit counts, and the plan says so."""
    demands = [s for s in stances.of("require") if s.body.min_days is not None]
    caps = [s for s in stances.of("cap") if s.body.quantity == DAYS]
    for demand, cap in product(demands, caps):
        most = _value(cap, stances)
        if most is None or demand.body.min_days <= most or demand.may & ~cap.sure:
            continue
        if stances.holds_with(demand, cap):
            silent = demand.is_hard and cap.is_hard and stances.always_with(demand, cap)
            yield _clash("more_days_than_allowed", stances, demand, cap, silent=silent)
    limited = [s for s in stances.of("require") if s.body.max_days is not None]
    for demand, limit in product(demands, limited):
        if demand.body.min_days <= limit.body.max_days or demand.may & ~limit.sure:
            continue
        if stances.holds_with(demand, limit):
            silent = stances.always_with(demand, limit)
            yield _clash("more_days_than_allowed", stances, demand, limit, silent=silent)


def _weighed_both_ways(stances: Stances) -> Iterator[Clash]:
    """Favoured by one rule and not by another: the weights add up."""
    for favour, avoid in product(stances.of("prefer"), stances.of("avoid")):
        if _meet(stances, favour, avoid):
            yield _clash("weighed_both_ways", stances, favour, avoid)


def _two_ways_told(stances: Stances) -> Iterator[Clash]:
    """Two ways to judge effort, two steps, two factors: one of them is told."""
    severities = stances.catalog.vocabulary["severities"]
    methods = list(stances.catalog.vocabulary["intensity_methods"])

    def by_method(stance: Stance) -> tuple[int, int]:
        return -(severities[stance.rule.severity].rank or 0), methods.index(stance.body.method)

    for one, other in combinations(stances.of("set_method"), 2):
        if one.body.method != other.body.method and _meet(stances, one, other):
            stronger, weaker = sorted((one, other), key=by_method)
            yield _clash("two_methods", stances, weaker, stronger)
    for one, other in combinations(stances.of("progress"), 2):
        if one.body.change != other.body.change and _meet(stances, one, other):
            stronger, weaker = sorted((one, other), key=lambda s: CHANGES.index(s.body.change))
            yield _clash("two_steps", stances, weaker, stronger)
    for one, other in combinations(stances.of("scale"), 2):
        same = _scaled(one) == _scaled(other) and one.body.quantity == other.body.quantity
        if same and _factor(one) != _factor(other) and _meet(stances, one, other):
            stronger, weaker = sorted((one, other), key=_factor)
            yield _clash("two_factors", stances, weaker, stronger)


def _factor(stance: Stance) -> float:
    body: Scale = stance.body
    factors = [*body.factors] if body.factor is None else [*body.factors, body.factor]
    return min(factors)


def _scaled(stance: Stance) -> tuple[object, ...]:
    return stance.body.window, stance.body.every_weeks


def _orders(stances: Stances) -> Iterator[Clash]:
    """One rule puts first what another one puts last: no plan can hold both."""
    for one, other in combinations(stances.of("order"), 2):
        if stances.holds_with(one, other) and _turned(stances, one, other):
            yield _clash("opposite_orders", stances, one, other, silent=True)
    for stance in stances.of("order"):
        if len(set(stance.body.sequence)) < len(stance.body.sequence):
            yield _clash("opposite_orders", stances, stance, stance, silent=True)


def _turned(stances: Stances, one: Stance, other: Stance) -> bool:
    first, second = one.body, other.body
    if first.first is not None and second.first is not None:
        masks = [stances.mask(t) for t in (first.first, first.not_after)]
        turned = [stances.mask(t) for t in (second.not_after, second.first)]
        return masks == turned
    places = {word: number for number, word in enumerate(second.sequence)}
    shared = [places[word] for word in first.sequence if word in places]
    return shared != sorted(shared)


def _value(stance: Stance, stances: Stances) -> float | None:
    """The bound as a number; None where it follows from a series, a fact or the plan."""
    value = stance.body.value
    if isinstance(value, str):
        intensity = stances.catalog.intensity_classes.get(value)
        return None if intensity is None else intensity.rank
    return None if value is None else float(value)


def _levels(limit: Limit) -> frozenset[str]:
    return frozenset(limit.levels or ((limit.level,) if limit.level is not None else ()))


def _weeks(limit: Limit) -> frozenset[int]:
    # Windows around the quit day count as any week.
    return frozenset(weeks_of(limit.window, WEEKS) or range(1, WEEKS + 1))


def _at_once(one: Limit, other: Limit) -> bool:
    """Both may bind the same person in the same week."""
    levels = _levels(one) & _levels(other) or not (_levels(one) and _levels(other))
    return bool(levels) and bool(_weeks(one) & _weeks(other))


def _within(one: Limit, other: Limit) -> bool:
    """Wherever the first binds, the other binds too."""
    levels = not _levels(other) or (bool(_levels(one)) and _levels(one) <= _levels(other))
    whole_day = other.window is None or one.window == other.window
    return levels and (whole_day or _weeks(one) <= _weeks(other) < frozenset(range(1, WEEKS + 1)))


_FINDERS: tuple[Callable[[Stances], Iterator[Clash]], ...] = (
    _opened_and_closed,
    _cap_below_floor,
    _two_values,
    _days,
    _weighed_both_ways,
    _two_ways_told,
    _orders,
)
