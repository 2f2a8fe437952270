"""Which of several values of a fact counts: the newest, unless something speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from planner.intake.fhir.bundle import Entry
from planner.intake.fhir.scope import Scope
from planner.intake.fhir.when import When

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class Found(Struct, frozen=True, kw_only=True):
    """A value for a fact, before it is known whether it counts.

    Attributes:
        when: None where the record does not say.
        valid_days: how old it may be; None = any age.
        check: see `Taken`.
    """

    fact: str
    value: Any
    entry: Entry
    steps: tuple[str | int, ...]
    when: When | None
    valid_days: int | None = None
    check: str | None = None


def settle(
    found: dict[str, list[Found]], factors: dict[tuple[str, int], list[Found]], scope: Scope
) -> Iterator[Found]:
    """The values that count, at most one for each fact; all others are left with the reason.

    Args:
        found: values for each fact.
        factors: of facts that are a product: (fact, place of the factor) to its values.
        scope: of the reading.
    """
    for product in scope.codes.observations.products:
        first, second = (factors.get((product.fact, place), []) for place in (0, 1))
        for value in _products(first, second, scope):
            found.setdefault(product.fact, []).append(value)
    for values in found.values():
        newest = _newest(values, scope)
        if newest is not None and _is_valid(newest, scope):
            yield newest


def _products(first: list[Found], second: list[Found], scope: Scope) -> Iterator[Found]:
    """Factors of one day, multiplied."""
    free: dict[dt.date | None, list[Found]] = {}
    for each in reversed(second):
        free.setdefault(_day(each), []).append(each)
    for one in first:
        others = free.get(_day(one)) if one.when is not None else None
        if not others:
            _leave(one, "half", scope)
            continue
        yield Found(
            fact=one.fact,
            value=round(one.value * others.pop().value),
            entry=one.entry,
            steps=one.steps,
            when=one.when,
            valid_days=one.valid_days,
        )
    for left in free.values():
        for each in left:
            _leave(each, "half", scope)


def _newest(found: list[Found], scope: Scope) -> Found | None:
    newest = max(found, key=lambda each: each.when.first if each.when else _NEVER)
    is_rival = [each is not newest and _overlap(each, newest) for each in found]
    rivals = [each for each, is_so in zip(found, is_rival, strict=True) if is_so]
    is_clear = all(each.value == newest.value for each in rivals)
    for each, is_so in zip(found, is_rival, strict=True):
        if each is newest and is_clear:
            continue
        if each is newest or is_so:
            _leave(each, "again" if is_clear else "contradicted", scope)
        else:
            _leave(each, "older", scope)
    return newest if is_clear else None


def _is_valid(found: Found, scope: Scope) -> bool:
    on, when = scope.on, found.when
    if when is not None and on is not None and when.day > on:
        _leave(found, "future", scope)
    elif found.valid_days is None:
        return True
    elif when is None or on is None:
        _leave(found, "undated", scope)
    elif (on - when.day).days > found.valid_days:
        _leave(found, "old", scope, days=found.valid_days)
    else:
        return True
    return False


def _leave(found: Found, why: str, scope: Scope, days: int | None = None) -> None:
    scope.leave(found.entry, why, *found.steps, asks=(found.fact,), days=days)


def _day(found: Found) -> dt.date | None:
    return found.when.day if found.when is not None else None


def _overlap(one: Found, other: Found) -> bool:
    """The two may be of the same moment; what has no date may be of any."""
    first, second = one.when, other.when
    if first is None or second is None or first.first == second.first:
        return True
    # The end of a day is the beginning of the next, and not part of it.
    return first.last > second.first and second.last > first.first
