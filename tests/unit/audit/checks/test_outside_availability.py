"""Awake or asleep around a session that lasts from 18:00 to 18:31."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Sleep
from tests.support.audits import found
from tests.support.mutations.tools import on
from tests.support.plans import Bundle, valid

CODE, KEY = "outside_availability", "w1-d1"


def texts(bundle: Bundle) -> list[str]:
    """What is said of the walk of the first Tuesday."""
    return [v.text for v in found(bundle, CODE).violations if v.where == KEY]


def time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def test_the_session_is_as_long_as_thought() -> None:
    walk = next(s for s in valid().plan.sessions if s.key == KEY)
    assert (walk.start, walk.end) == ("18:00", "18:31")


@pytest.mark.parametrize(
    ("wake", "bed", "passes"),
    [
        ("06:30", "22:30", True),
        ("18:00", "22:30", True),
        ("18:01", "22:30", False),
        ("06:30", "18:31", True),
        ("06:30", "18:30", False),
        # Whoever goes to bed after midnight is awake in the evening.
        ("09:00", "01:00", True),
        ("18:01", "01:00", False),
        (None, "18:31", True),
        (None, "18:30", False),
        ("18:01", None, False),
        ("06:30", None, True),
        (None, None, True),
    ],
)
def test_nobody_trains_asleep(wake: str | None, bed: str | None, passes: bool) -> None:
    told = texts(valid().with_intake(wake=time(wake), bed=time(bed)))
    assert told == ([] if passes else ["the person sleeps then"])


@pytest.mark.parametrize(
    ("sleep", "passes"), [(("12:00", "18:00"), True), (("12:00", "18:01"), False)]
)
def test_on_a_date_with_a_sleep_of_its_own_the_usual_night_does_not_count(
    sleep: tuple[str, str], passes: bool
) -> None:
    own = Sleep(dates=(on(1),), start=time(sleep[0]), end=time(sleep[1]))
    bundle = valid().with_intake(sleep=(own,), wake=dt.time(18, 20), bed=dt.time(18, 10))
    assert texts(bundle) == ([] if passes else ["the person sleeps then"])
