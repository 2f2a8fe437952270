"""Days away after which the plan goes on as if nothing had been."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace as changed

from planner.domain.intake import Away
from tests.support.mutations.tools import on, spoil, swapped, walking
from tests.support.plan_variants import away_a_week
from tests.support.plans import Bundle, valid


def gone(first: int, days: int, kind: str = "travel") -> Bundle:
    """Away from a day on; no session lies on those days."""
    last = on(first + days - 1)
    away = Away(start=on(first), end=last, kind=kind)
    base = valid().with_intake(away=(away,))
    return base.sessions(lambda s: None if away.start <= s.date <= last else s)


def back_on(first: int, days: int) -> dt.date:
    return on(first + days)


spoil("absence", "a week away, and as many minutes as before", lambda: gone(21, 7), "at most 0.85")
spoil(
    "absence",
    "a week away from the middle of a week on",
    lambda: gone(17, 7),
    "at most 0.85",
)
spoil("absence", "an illness of two days", lambda: gone(21, 2, "illness"), "at most 0.85")
spoil("absence", "two weeks away", lambda: gone(21, 14), "at most 0.5")
spoil(
    "absence",
    "the second week back is too much",
    lambda: walking(gone(14, 14), {5: 10}),
    "at most 0.7",
)
spoil(
    "absence",
    "as many sets as before",
    lambda: walking(gone(21, 7), {5: 25}),
    "sets after days away",
)
spoil(
    "absence",
    "ladders stay where they were",
    lambda: swapped(gone(14, 14), "sit_to_stand", "mini_squat_counter", range(2, 3)),
    "after days away, level",
)
spoil(
    "absence",
    "no questions again after four weeks",
    lambda: gone(7, 28),
    "comes on None, training again",
)
spoil("absence", "the load is not told", lambda: gone(21, 14), "80 percent of the usual load")
spoil(
    "absence",
    "the load of another return is told",
    lambda: gone(21, 14).with_plan(warnings=("From 2027-01-01 on: 80, 90 percent.",)),
    "is not told",
)
spoil(
    "absence",
    "one set too many after a week away",
    lambda: away_a_week().items(
        lambda s, i: s.week == 5 and i.activity == "mini_squat_counter",
        dose=changed(
            next(
                i.dose
                for s in away_a_week().plan.sessions
                for i in s.items
                if i.activity == "mini_squat_counter"
            ),
            sets=2,
        ),
    ),
    "2 sets after days away, at most 1",
)
