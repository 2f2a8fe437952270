"""Availability, busy times, days away and sleep to the slots in which sessions may lie."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from msgspec.structs import replace

from planner.domain.intake import Intake, Window
from planner.domain.units import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_HOUR
from planner.problem.history import History, minute_of
from planner.problem.model import Slot

MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR
Span = tuple[int, int]


def slots(intake: Intake, longest: int, shortest: int) -> tuple[Slot, ...]:
    """Every slot of the plan in order of time.

    Args:
        intake: availability, busy, busy_calendars, away, sleep, wake and bed are read.
        longest: minutes of the longest session allowed.
        shortest: a slot with fewer minutes is left out.
    """
    found: list[Slot] = []
    patterns: dict[tuple[int, int], int] = {}
    for day in range(intake.plan.weeks * DAYS_PER_WEEK):
        date = day_date(intake, day)
        if is_away(intake, date):
            continue
        for window, (start, end) in _free(intake, date):
            if end - start < shortest:
                continue
            pattern = patterns.setdefault((date.weekday(), start), len(patterns))
            found.append(
                Slot(
                    index=len(found),
                    day=day,
                    week=day // DAYS_PER_WEEK,
                    date=date,
                    start=start,
                    end=end,
                    capacity=min(end - start, longest),
                    preferred=window.preferred,
                    pattern=pattern,
                    after_waking=_after_waking(intake, start),
                    before_sleep=_before_sleep(intake, end),
                )
            )
    return tuple(found)


def joined(history: History, found: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The published sessions of the past as slots, then the slots that are still to come."""
    patterns = {(slot.date.weekday(), slot.start): slot.pattern for slot in found}
    gone: list[Slot] = []
    for session in history.sessions:
        start, end = minute_of(session.start), minute_of(session.end)
        pattern = patterns.setdefault((session.date.weekday(), start), len(patterns))
        day = history.day_of(session.date)
        gone.append(
            Slot(
                index=len(gone),
                day=day,
                week=day // DAYS_PER_WEEK,
                date=session.date,
                start=start,
                end=end,
                capacity=end - start,
                preferred=session.preferred,
                pattern=pattern,
                after_waking=None,
                before_sleep=None,
            )
        )
    coming = (slot for slot in found if slot.day >= history.first_day)
    return (
        *gone,
        *(replace(slot, index=index) for index, slot in enumerate(coming, start=len(gone))),
    )


def day_date(intake: Intake, day: int) -> dt.date:
    """Date of a day of the plan (0-based)."""
    return intake.plan.start + dt.timedelta(days=day)


def is_away(intake: Intake, date: dt.date) -> bool:
    """The date lies in a stretch of days without training."""
    return any(away.start <= date <= away.end for away in intake.away)


def full_weeks(intake: Intake) -> frozenset[int]:
    """0-based weeks without a day away."""
    return frozenset(
        week
        for week in range(intake.plan.weeks)
        if not any(
            is_away(intake, day_date(intake, week * DAYS_PER_WEEK + day))
            for day in range(DAYS_PER_WEEK)
        )
    )


def _free(intake: Intake, date: dt.date) -> list[tuple[Window, Span]]:
    taken = _taken(intake, date)
    spans: list[tuple[Window, Span]] = []
    for window in intake.availability:
        if date.weekday() not in window.days and date not in window.dates:
            continue
        for span in _minus((_minute(window.start), _minute(window.end)), taken):
            spans.append((window, span))
    spans.sort(key=lambda found: (found[1], not found[0].preferred))
    # Two windows of one person may overlap (weekly and dated): the first one keeps the time.
    kept: list[tuple[Window, Span]] = []
    for window, span in spans:
        if not kept or span[0] >= kept[-1][1][1]:
            kept.append((window, span))
    return kept


def _taken(intake: Intake, date: dt.date) -> list[Span]:
    midnight = dt.datetime.combine(date, dt.time.min)
    next_day = midnight + dt.timedelta(days=1)
    listed = chain(intake.busy, *(calendar.busy for calendar in intake.busy_calendars))
    taken = [
        _span(midnight, busy.start, busy.end)
        for busy in listed
        if busy.start < next_day and busy.end > midnight
    ]
    has_own_sleep = False
    for sleep in intake.sleep:
        for asleep in sleep.dates:
            start = dt.datetime.combine(asleep, sleep.start)
            end = dt.datetime.combine(asleep, sleep.end)
            if end <= start:
                end += dt.timedelta(days=1)
            taken.append(_span(midnight, start, end))
            has_own_sleep = has_own_sleep or asleep == date
    if not has_own_sleep:
        if intake.wake is not None:
            taken.append((0, _minute(intake.wake)))
        if intake.bed is not None and (intake.wake is None or intake.bed > intake.wake):
            taken.append((_minute(intake.bed), MINUTES_PER_DAY))
    return sorted(span for span in taken if span[0] < span[1])


def _span(midnight: dt.datetime, start: dt.datetime, end: dt.datetime) -> Span:
    minute = dt.timedelta(minutes=1)
    first, last = (start - midnight) // minute, -((midnight - end) // minute)
    return max(0, first), min(MINUTES_PER_DAY, last)


def _minus(span: Span, taken: list[Span]) -> list[Span]:
    free: list[Span] = []
    start, end = span
    for first, last in taken:
        if last <= start or first >= end:
            continue
        if first > start:
            free.append((start, first))
        start = max(start, last)
    if start < end:
        free.append((start, end))
    return free


def _minute(time: dt.time) -> int:
    return time.hour * MINUTES_PER_HOUR + time.minute


def _after_waking(intake: Intake, start: int) -> int | None:
    return None if intake.wake is None else max(0, start - _minute(intake.wake))


def _before_sleep(intake: Intake, end: int) -> int | None:
    if intake.bed is None:
        return None
    return (_minute(intake.bed) - end) % MINUTES_PER_DAY
