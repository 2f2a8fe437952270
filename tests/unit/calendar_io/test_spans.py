"""Merged spans cover exactly the union; nothing busy is free by the local clock."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planner.audit.clock import busy_spans, exists
from planner.calendar_io.spans import merge, to_local
from planner.domain.intake import Busy, BusyCalendar
from planner.problem.slots import slots
from tests.support.contexts import window
from tests.support.people import START, intake

BASE = dt.datetime(2026, 10, 24, 20, tzinfo=dt.UTC)
SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=12)
ZONES = st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "UTC"])


def minute(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


@given(SPANS)
def test_merged_spans_cover_the_union(pairs):
    given_minutes = {m for start, length in pairs for m in range(start, start + length)}
    merged = merge((BASE + minute(s), BASE + minute(s + n)) for s, n in pairs)
    covered = [
        m for a, b in merged for m in range((a - BASE) // minute(1), (b - BASE) // minute(1))
    ]
    assert sorted(covered) == sorted(given_minutes)
    assert all(one[1] < other[0] for one, other in pairwise(merged))


@given(SPANS, ZONES, st.sampled_from([BASE, dt.datetime(2027, 3, 27, 21, tzinfo=dt.UTC)]))
def test_the_local_clock_covers_every_busy_minute_and_no_other(pairs, name, base):
    zone = ZoneInfo(name)
    utc = merge((base + minute(s), base + minute(s + n)) for s, n in pairs)
    local = to_local(utc, zone)
    walls = {
        (start + minute(m)).astimezone(zone).replace(tzinfo=None)
        for start, end in utc
        for m in range((end - start) // minute(1))
    }
    covered = {a + minute(m) for a, b in local for m in range((b - a) // minute(1))}
    assert {m for m in covered if exists(m, name)} == walls


@given(SPANS, SPANS)
def test_what_a_calendar_takes_is_never_offered(first, second):
    day = dt.datetime.combine(START, dt.time(8))

    def busy(pairs: list[tuple[int, int]]) -> tuple[Busy, ...]:
        return tuple(Busy(start=day + minute(s), end=day + minute(s + n)) for s, n in pairs)

    person = intake(
        1,
        availability=(window(0, start="08:00", end="16:00"),),
        busy=busy(first),
        busy_calendars=(BusyCalendar(file="work.ics", busy=busy(second)),),
    )
    taken = {m for s, n in first + second for m in range(s, s + n)}
    free = {m - 480 for slot in slots(person, 480, 1) for m in range(slot.start, slot.end)}
    assert free == set(range(480)) - taken
    audited = {
        m
        for a, b in busy_spans(person)
        for m in range((a - day) // minute(1), (b - day) // minute(1))
    }
    assert audited == taken
