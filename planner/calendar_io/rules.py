"""Recurrence rules before they are expanded: the affordable ones, bounded by the window."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.calendar_io import limits
from planner.calendar_io.spans import Span, to_utc
from planner.told import told

_HOUR = 3600
_DAY = 24 * _HOUR
_SECONDS = {
    "HOURLY": _HOUR,
    "DAILY": _DAY,
    "WEEKLY": 7 * _DAY,
    "MONTHLY": 28 * _DAY,
    "YEARLY": 365 * _DAY,
}
# Dates that a rule may have to try in one of its periods.
_TRIED = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
_FORWARD = {"DAILY": 1, "WEEKLY": 7}
_MARGIN = dt.timedelta(days=2)
_LEAD = dt.timedelta(days=limits.EVENT_DAYS + 2)


def bound_rule(event: Any, window: Span, zone: dt.tzinfo, *, forward: bool) -> str | None:  # noqa: ANN401
    """Make the rule of an event cheap to expand within the window; or say why it is refused.

    The event is changed in place: rules end shortly after the window, and daily and weekly ones
    start shortly before it (`forward`), with the same occurrences in between.
    """
    rule = event.get("RRULE")
    if event.get("EXRULE") is not None:
        return told("EXRULE is not supported")
    if rule is None:
        return None
    if not isinstance(rule, dict):
        return (
            told("several recurrence rules")
            if isinstance(rule, list)
            else told("broken recurrence rule")
        )
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    interval = (rule.get("INTERVAL") or [1])[0]
    if frequency not in _SECONDS:
        return told("it recurs more often than hourly, or nobody knows how often")
    if not isinstance(interval, int) or interval < 1:
        return told("the interval of its recurrence is below 1")
    if rule.get("BYSECOND"):
        return told("its recurrence names single seconds")
    skips = forward and frequency in _FORWARD and not rule.get("COUNT") and not rule.get("BYSETPOS")
    start = to_utc(event["DTSTART"].dt, zone)
    counted = max(start, window[0] - _LEAD) if skips else start
    if _steps(rule, frequency, interval, counted, window) > limits.RULE_STEPS:
        return told("its recurrence has too many steps")
    _bound_until(event, rule, window, zone)
    if skips:
        _fast_forward(event, _FORWARD[frequency] * interval, window[0] - _LEAD)
    return None


def _steps(rule: Any, frequency: str, interval: int, start: dt.datetime, window: Span) -> float:  # noqa: ANN401
    each = _TRIED[frequency]
    for part in ("BYHOUR", "BYMINUTE"):
        each *= max(1, len(rule.get(part) or ()))
    seconds = max(0.0, (window[1] - start).total_seconds())
    return seconds / (_SECONDS[frequency] * interval) * each


def _bound_until(event: Any, rule: Any, window: Span, zone: dt.tzinfo) -> None:  # noqa: ANN401
    """End the rule after the window: one that never matches would be tried to the year 9999."""
    start = event["DTSTART"].dt
    until = (rule.get("UNTIL") or [None])[0]
    last = window[1] + _MARGIN
    if until is not None:
        # A date ends with its day, also where the event has a time (some calendars write that).
        whole = isinstance(start, dt.datetime) and not isinstance(until, dt.datetime)
        said = dt.datetime.combine(until, dt.time.max) if whole else until
        own = start.tzinfo if isinstance(start, dt.datetime) and start.tzinfo else zone
        last = min(last, to_utc(said, own))
        if not whole and last == to_utc(said, own):
            return
    if not isinstance(start, dt.datetime):
        rule["UNTIL"] = [last.astimezone(zone).date()]
    elif start.tzinfo is None:
        rule["UNTIL"] = [last.astimezone(zone).replace(tzinfo=None)]
    else:
        rule["UNTIL"] = [last.replace(microsecond=0)]


def _fast_forward(event: Any, days: int, lead: dt.datetime) -> None:  # noqa: ANN401
    start = event["DTSTART"].dt
    midnight = dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)
    turns = (lead - midnight).days // days
    if turns <= 0:
        return
    for name in ("DTSTART", "DTEND"):
        if name in event:
            event[name].dt = event[name].dt + dt.timedelta(days=turns * days)
