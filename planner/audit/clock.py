"""Local clock times: when the person sleeps, wakes and is free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from planner.audit.placed import Placed
from planner.domain.intake import Intake, Sleep

ONE_DAY = dt.timedelta(days=1)
Span = tuple[dt.datetime, dt.datetime]


def moment(date: dt.date, clock: str) -> dt.datetime | None:
    """Local date and time; None if the text is no time of day (HH:MM)."""
    try:
        return dt.datetime.combine(date, dt.time.fromisoformat(clock))
    except ValueError:
        return None


def exists(local: dt.datetime, timezone: str) -> bool:
    """The local time exists: no clock change jumps over it."""
    there = local.replace(tzinfo=ZoneInfo(timezone))
    back = there.astimezone(dt.UTC).astimezone(ZoneInfo(timezone))
    return back.replace(tzinfo=None) == local


def overlaps(one: Span, other: Span) -> bool:
    """Two spans share some time; touching ends do not count."""
    return one[0] < other[1] and other[0] < one[1]


def windows(intake: Intake, date: dt.date) -> list[Span]:
    """Times at which the person is available on a date."""
    found = []
    for window in intake.availability:
        if date in window.dates or date.weekday() in window.days:
            found.append(_span(date, window.start, window.end))
    return sorted(found)


def busy_spans(intake: Intake) -> list[Span]:
    """Times that are taken: those listed, and those of every calendar; overlaps made one."""
    given = [(entry.start, entry.end) for entry in intake.busy]
    for calendar in intake.busy_calendars:
        given += [(entry.start, entry.end) for entry in calendar.busy]
    found: list[Span] = []
    for start, end in sorted(given):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def sleeps(intake: Intake) -> list[Span]:
    """Sleep that differs from the usual night."""
    return sorted(_span(date, s.start, s.end) for s in intake.sleep for date in s.dates)


def has_own_sleep(intake: Intake, date: dt.date) -> bool:
    """Another sleep than the usual one is given for the date."""
    return any(date in sleep.dates for sleep in intake.sleep)


def night_shift_ends(intake: Intake, date: dt.date) -> list[dt.datetime]:
    """Ends of night shifts on a date: the start of a sleep that begins and ends on that date."""

    def is_by_day(sleep: Sleep) -> bool:
        return date in sleep.dates and sleep.start < sleep.end

    return [dt.datetime.combine(date, s.start) for s in intake.sleep if is_by_day(s)]


def wakings(intake: Intake, date: dt.date) -> list[dt.datetime]:
    """Moments of waking on a date.

    The ends of the sleeps given for it; else the usual waking time; else, as nobody said when the
    person rises, the first free time of the date (the latest that is certain to be after waking).
    """
    found = [end for _, end in sleeps(intake) if end.date() == date]
    if not found and intake.wake is not None:
        return [dt.datetime.combine(date, intake.wake)]
    if not found:
        return [start for start, _ in windows(intake, date)[:1]]
    return found


def minutes_after_waking(intake: Intake, placed: Placed) -> float | None:
    """Minutes from the last waking before an item to its start; None if there is none."""
    if placed.starts is None:
        return None
    before = [wake for wake in wakings(intake, placed.date) if wake <= placed.starts]
    return minutes(before[-1], placed.starts) if before else None


def minutes_to_sleep(intake: Intake, placed: Placed) -> float | None:
    """Minutes from the end of an item to the next sleep; None if nothing says when."""
    if placed.ends is None:
        return None
    ends = placed.ends
    later = [start for start, _ in sleeps(intake) if ends <= start <= ends + ONE_DAY]
    if intake.bed is not None and not has_own_sleep(intake, placed.date):
        bed = dt.datetime.combine(placed.date, intake.bed)
        if intake.wake is not None and intake.bed < intake.wake:
            bed += ONE_DAY
        later.append(bed)
    return minutes(ends, min(later)) if later else None


def minutes(start: dt.datetime, end: dt.datetime) -> float:
    """Minutes from one local time to another."""
    return (end - start) / dt.timedelta(minutes=1)


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """A span lies inside one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _span(date: dt.date, start: dt.time, end: dt.time) -> Span:
    first = dt.datetime.combine(date, start)
    last = dt.datetime.combine(date, end)
    return first, last if last > first else last + ONE_DAY
