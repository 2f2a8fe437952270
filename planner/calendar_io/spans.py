"""Intervals of time: moments in UTC, merged, and as the local clock shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

Span = tuple[dt.datetime, dt.datetime]
_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans that cover the same time and neither overlap nor touch."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def to_utc(moment: dt.date | dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """A date (its midnight) or a floating time in `zone`, or a fixed moment, in UTC."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time.min)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def to_local(spans: Iterable[Span], zone: ZoneInfo) -> list[Span]:
    """Naive spans of the local clock, in whole minutes, that cover all of the UTC spans.

    Where the clocks go back an hour of the clock comes twice; a span in either takes it. An hour
    that they skip may be covered as well: it never comes.
    """
    return merge(
        (
            _floor(_wall(start, zone)),
            _ceil(max(_wall(start, zone) + (end - start), _wall(end, zone))),
        )
        for span in spans
        for start, end in _steady(*span, zone)
    )


def _steady(start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Iterator[Span]:
    """Pieces of a span within which the clocks do not change."""
    while start < end:
        stop = min(end, start + _DAY)
        if _offset(stop, zone) != _offset(start, zone):
            stop = _last_before_change(start, stop, zone)
        yield start, stop
        start = stop


def _last_before_change(start: dt.datetime, stop: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment of the change that lies between; two changes within a day are found in turn."""
    before, second = _offset(start, zone), dt.timedelta(seconds=1)
    while stop - start > second:
        middle = start + (stop - start) / 2
        if _offset(middle, zone) == before:
            start = middle
        else:
            stop = middle
    return stop.replace(microsecond=0)  # clocks change on whole seconds


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _wall(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _floor(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


def _ceil(moment: dt.datetime) -> dt.datetime:
    floor = _floor(moment)
    return floor if floor == moment else floor + _MINUTE
