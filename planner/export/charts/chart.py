"""What a chart is, and what was measured."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class Chart(Struct, frozen=True, kw_only=True):
    """A chart with its text alternative.

    Attributes:
        id: name of the chart, also the start of every id in its picture.
        title: heading above it.
        note: how to read it.
        svg: a whole SVG file, with title and description; it loads nothing and runs nothing.
        text: the same in words and numbers.
    """

    id: str
    title: str
    note: str
    svg: str
    text: str


class Measured(Struct, frozen=True, kw_only=True):
    """The values of a measure, oldest first.

    Attributes:
        low, high: ends of its scale, where it has one.
        lower_is_better: None where that is not agreed upon.
    """

    name: str
    values: tuple[tuple[dt.date, float], ...]
    low: float | None = None
    high: float | None = None
    lower_is_better: bool | None = None
