"""Values drawn as data describes them; one `Random` makes one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

Marks = set[str]


def drawn(rng: Random, spec: Any, today: dt.date) -> Any:  # noqa: ANN401 - plain data
    """The value that a spec stands for, see `sample.yaml`; lists and mappings part by part."""
    if isinstance(spec, list):
        return [drawn(rng, part, today) for part in spec]
    if not isinstance(spec, dict):
        return spec
    if "one_of" in spec:
        return weighted(rng, spec["one_of"])
    if "days_ago" in spec:
        return (today - dt.timedelta(days=rng.randint(*spec["days_ago"]))).isoformat()
    if spec.keys() == {"from", "to"}:
        return number(rng, spec["from"], spec["to"])
    return {name: drawn(rng, part, today) for name, part in spec.items()}


def number(rng: Random, least: float, most: float) -> float:
    """A whole number where both ends are whole, else one with one decimal."""
    if isinstance(least, int) and isinstance(most, int):
        return rng.randint(least, most)
    return round(rng.uniform(least, most), 1)


def weighted(rng: Random, choices: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401 - plain data
    """One of (value, weight) pairs."""
    values, weights = zip(*choices, strict=True)
    return rng.choices(values, weights)[0]


def some(rng: Random, choices: Sequence[tuple[str, float]]) -> list[str]:
    """Those of (value, share) pairs that are drawn, each on its own."""
    return [value for value, share in choices if rng.random() < share]


def share_of(entry: Mapping[str, Any], age: int, marks: Marks) -> float:
    """The share of an entry at an age, multiplied for what the person has already."""
    share = by_age(entry["share"], age)
    for mark, times in entry.get("times", {}).items():
        if mark in marks:
            share *= times
    return share


def by_age(share: float | Sequence[Sequence[float]], age: int) -> float:
    """A share that may depend on age: the last that begins at this age or before."""
    if isinstance(share, int | float):
        return share
    return max((from_age, share) for from_age, share in share if from_age <= age)[1]


def age_between(rng: Random, bands: Sequence[Sequence[float]]) -> int:
    """An age within bands: the first age of each and its weight; the last one only ends them."""
    place = rng.choices(range(len(bands) - 1), [band[1] for band in bands[:-1]])[0]
    return rng.randrange(int(bands[place][0]), int(bands[place + 1][0]))


def within(value: float, least: float, most: float) -> float:
    """The value, or the end that it passes."""
    return min(max(value, least), most)


def clock(text: str, more: int = 0) -> str:
    """A time of day, so many minutes later."""
    hours, minutes = map(int, text.split(":"))
    moment = dt.datetime(2000, 1, 1, hours, minutes) + dt.timedelta(minutes=more)
    return f"{moment:%H:%M}"
