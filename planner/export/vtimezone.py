"""VTIMEZONE components (RFC 5545, 3.6.5) from the time zone data.

Many calendars read only yearly rules (RRULE) or single onsets (DTSTART) of a time zone and
misread lists of dates (RDATE). So a zone whose clocks change by one yearly rule each way gets
those two rules, anchored in 1970; any other zone gets one observance for each change in the years
of the plan, after an initial one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct

from planner.domain.units import (
    DAYS_PER_WEEK,
    MINUTES_PER_HOUR,
    MONTHS_PER_YEAR,
    SECONDS_PER_MINUTE,
)

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ANCHOR = 1970
ORDINALS = (-1, 1, 2, 3, 4)
DAY = dt.timedelta(days=1)


class Change(Struct, frozen=True):
    """One change of the clocks: `onset` is the wall time at which it happens, before it."""

    onset: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str


class Yearly(Struct, frozen=True):
    """A change that happens each year on the same weekday of a month."""

    month: int
    ordinal: int
    weekday: int
    time: dt.time

    def onset(self, year: int) -> dt.datetime:
        """Wall time of the change in a year."""
        return dt.datetime.combine(
            _nth_weekday(year, self.month, self.weekday, self.ordinal), self.time
        )


def vtimezone(name: str, first_year: int, last_year: int) -> list[str]:
    """Content lines of the VTIMEZONE of an IANA zone, right at least for the given years.

    X-LIC-LOCATION and COMMENT are left out because some readers refuse them there.

    Args:
        name: IANA name of the zone.
        first_year: first year of the plan's events.
        last_year: last year of the plan's events.
    """
    zone = ZoneInfo(name)
    first, last = first_year - 1, last_year + 1
    changes = _changes(zone, first, last)
    yearly = _yearly_rules(changes, range(first, last + 1))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if yearly:
        for rule, change in yearly:
            lines += _observance(change, rule.onset(ANCHOR), rule)
    else:
        start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
        offset, label = _state(zone, start)
        initial = Change(dt.datetime(ANCHOR, 1, 1), offset, offset, label)
        for change in (initial, *changes):
            lines += _observance(change, change.onset)
    return [*lines, "END:VTIMEZONE"]


def _observance(change: Change, onset: dt.datetime, rule: Yearly | None = None) -> list[str]:
    # The later clock is called DAYLIGHT whatever the zone itself calls it (Dublin, Casablanca).
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{onset:%Y%m%dT%H%M%S}"]
    if rule is not None:
        day = f"{rule.ordinal}{WEEKDAYS[rule.weekday]}"
        lines.append(f"RRULE:FREQ=YEARLY;BYMONTH={rule.month};BYDAY={day}")
    return [
        *lines,
        f"TZNAME:{change.name}",
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"END:{kind}",
    ]


def _changes(zone: ZoneInfo, first: int, last: int) -> list[Change]:
    """Every change of offset or name in the years, found day by day, then to the second."""
    found: list[Change] = []
    moment = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    end = dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)
    state = _state(zone, moment)
    while moment < end:
        later = moment + DAY
        next_state = _state(zone, later)
        if next_state != state:
            onset = _first_with_other_state(zone, moment, later) + state[0]
            found.append(Change(onset.replace(tzinfo=None), state[0], *next_state))
        moment, state = later, next_state
    return found


def _first_with_other_state(zone: ZoneInfo, low: dt.datetime, high: dt.datetime) -> dt.datetime:
    """First second after `low` whose state differs from that of `low`, by bisection."""
    state, second = _state(zone, low), dt.timedelta(seconds=1)
    while high - low > second:
        middle = low + (high - low) // second // 2 * second
        if _state(zone, middle) == state:
            low = middle
        else:
            high = middle
    return high


def _state(zone: ZoneInfo, moment: dt.datetime) -> tuple[dt.timedelta, str]:
    local = moment.astimezone(zone)
    return local.utcoffset() or dt.timedelta(), local.tzname() or zone.key


def _yearly_rules(changes: list[Change], years: range) -> list[tuple[Yearly, Change]]:
    """One rule each way if every change of all years follows it; otherwise nothing."""
    kinds: dict[tuple[dt.timedelta, dt.timedelta, str], list[Change]] = {}
    for change in changes:
        kinds.setdefault((change.before, change.after, change.name), []).append(change)
    if len(kinds) != len(("there", "back")):
        return []
    rules: list[tuple[Yearly, Change]] = []
    for group in kinds.values():
        onsets = [change.onset for change in group]
        rule = next(_rules_meeting(onsets), None)
        if rule is None or [onset.year for onset in onsets] != list(years):
            return []
        rules.append((rule, group[0]))
    return rules


def _rules_meeting(onsets: list[dt.datetime]) -> Iterator[Yearly]:
    first = onsets[0]
    for ordinal in ORDINALS:
        rule = Yearly(first.month, ordinal, first.weekday(), first.time())
        if all(rule.onset(onset.year) == onset for onset in onsets):
            yield rule


def _nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> dt.date:
    """The nth weekday of a month; ordinal -1 is the last one."""
    first = dt.date(year, month, 1)
    if ordinal > 0:
        ahead = (weekday - first.weekday()) % DAYS_PER_WEEK
        return first + dt.timedelta(days=ahead, weeks=ordinal - 1)
    end = dt.date(year + month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1) - DAY
    return end - dt.timedelta(days=(end.weekday() - weekday) % DAYS_PER_WEEK)


def _offset(value: dt.timedelta) -> str:
    """An offset from UTC as +HHMM, with seconds only where there are any."""
    total = int(value.total_seconds())
    minutes, seconds = divmod(abs(total), SECONDS_PER_MINUTE)
    hours, minutes = divmod(minutes, MINUTES_PER_HOUR)
    tail = f"{seconds:02d}" if seconds else ""
    return f"{'-' if total < 0 else '+'}{hours:02d}{minutes:02d}{tail}"
