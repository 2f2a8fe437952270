"""Sessions at the wrong time."""

from __future__ import annotations

import datetime as dt

from planner.domain.intake import Away, Busy, BusyCalendar, Sleep, Window
from tests.support.mutations.tools import (
    entries,
    moment,
    moved,
    on,
    repeated,
    spoil,
)
from tests.support.plan_variants import bending
from tests.support.plans import entry, made_item, valid

spoil("outside_availability", "before the window", lambda: moved(valid(), "w2-d1", 8, "17:30"))
spoil(
    "outside_availability",
    "a busy time",
    lambda: valid().with_intake(busy=(Busy(start=moment(8, 18, 10), end=moment(8, 18, 30)),)),
)
spoil(
    "outside_availability",
    "a time that a calendar takes",
    lambda: valid().with_intake(
        busy_calendars=(
            BusyCalendar(
                file="work.ics", busy=(Busy(start=moment(8, 18, 10), end=moment(8, 18, 30)),)
            ),
        )
    ),
    "busy time",
)
spoil(
    "outside_availability",
    "away",
    lambda: valid().with_intake(away=(Away(start=on(14), end=on(20), kind="travel"),)),
)
spoil(
    "outside_availability",
    "asleep after a night",
    lambda: valid().with_intake(
        sleep=(Sleep(dates=(on(8),), start=dt.time(12), end=dt.time(18, 30)),)
    ),
)
spoil("outside_availability", "after bedtime", lambda: valid().with_intake(bed=dt.time(18, 10)))
spoil("outside_availability", "before waking", lambda: valid().with_intake(wake=dt.time(18, 10)))
spoil(
    "outside_availability",
    "across two windows",
    lambda: valid().with_intake(
        availability=(
            Window(days=tuple(range(7)), dates=(), start=dt.time(17), end=dt.time(18, 10)),
            Window(days=tuple(range(7)), dates=(), start=dt.time(18, 10), end=dt.time(20)),
        )
    ),
)
spoil("overlap", "two sessions at once", lambda: moved(valid(), "w2-d1", 7))
spoil("overlap", "one inside another", lambda: moved(valid(), "w2-d1", 9, "18:10"))
spoil(
    "overlap",
    "one starts a minute early",
    lambda: moved(valid().session("w2-d2", end="18:31"), "w2-d1", 9, "18:30"),
)
spoil(
    "morning_flexion",
    "within an hour of waking",
    lambda: bending().with_intake(wake=dt.time(17, 30)),
)
spoil(
    "morning_flexion", "nobody said when the person wakes", lambda: bending().with_intake(wake=None)
)
spoil(
    "morning_flexion",
    "just up after a day of sleep",
    lambda: bending().with_intake(
        sleep=(Sleep(dates=(on(15),), start=dt.time(9), end=dt.time(17, 45)),)
    ),
)
spoil(
    "morning_flexion",
    "strength after a night shift",
    lambda: (
        valid()
        .having(shift_worker="any")
        .with_intake(sleep=(Sleep(dates=(on(8),), start=dt.time(14), end=dt.time(17)),))
    ),
)
spoil(
    "morning_flexion",
    "hard work just before bed",
    lambda: (
        valid()
        .with_intake(bed=dt.time(19, 15))
        .adding("w4-d1", made_item("cycle_recumbent_hard", 20, minutes=19))
    ),
)
spoil("dates_wrong", "another week", lambda: valid().session("w2-d1", week=3))
spoil("dates_wrong", "after the plan", lambda: valid().session("w6-d5", date=on(50)))
spoil("dates_wrong", "ends too early", lambda: valid().session("w2-d1", end="18:05"))
spoil("dates_wrong", "no time of day", lambda: valid().session("w2-d1", start="25:99"))
spoil(
    "dates_wrong",
    "an hour that the clock change skips",
    lambda: valid().session("w1-d1", date=dt.date(2027, 3, 28), start="02:30", end="03:01"),
    "does not exist",
)
spoil(
    "dates_wrong",
    "an all-day item in another week",
    lambda: entries(valid(), lambda e: e.date == on(9), week=1),
)
spoil("dates_wrong", "a retest after the plan", lambda: repeated(valid(), "retests", date=on(99)))
spoil("duplicate_key", "two sessions with one key", lambda: valid().session("w2-d1", key="w1-d1"))
spoil(
    "duplicate_key",
    "an item twice in a session",
    lambda: valid().adding("w2-d1", made_item("wall_push_up", 4)),
)
spoil(
    "duplicate_key",
    "an all-day item twice on a day",
    lambda: valid().all_day(entry("sitting_break_60", 3)),
)
