"""Sums of the weeks, and every activity of the catalog answered for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import found
from tests.support.mutations.tools import week
from tests.support.plans import Bundle, entry, made_item, made_session, settled, valid

CODE = "accounting"


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


def second_week(**fields: dict[str, int]) -> list[tuple[str, str]]:
    """Week 2 walks on days 0, 2 and 5 for 25 minutes each; some of its sums are others."""
    own = valid().plan.weeks[1]
    return wrong(week(valid(), 2, **{k: {**getattr(own, k), **v} for k, v in fields.items()}))


@pytest.mark.parametrize(("minutes", "passes"), [(74, False), (75, True), (76, False)])
def test_minutes_are_those_of_the_doses(minutes: int, passes: bool) -> None:
    """The walks take 26 minutes each; 25 of them count."""
    text = f"says {minutes} min, the sessions hold 75"
    expected = [("week 2 endurance", text)]
    assert second_week(minutes={"endurance": minutes}) == ([] if passes else expected)


@pytest.mark.parametrize(("days", "passes"), [(2, False), (3, True), (4, False)])
def test_days_are_counted_once_each(days: int, passes: bool) -> None:
    expected = [("week 2 endurance", f"says {days} days, the sessions hold 3")]
    assert second_week(days={"endurance": days}) == ([] if passes else expected)
    # Two walks on one day.
    twice = settled(valid().adding("w2-d0", made_item("walk_short", 6, minutes=5)))
    assert twice.plan.weeks[1].days["endurance"] == 3
    assert wrong(twice) == []


def test_a_component_that_is_only_summed_or_only_done_is_wrong() -> None:
    assert second_week(minutes={"balance": 4}, days={"balance": 2, "posture": 1}) == [
        ("week 2 balance", "says 4 min, the sessions hold 0"),
        ("week 2 balance", "says 2 days, the sessions hold 0"),
        ("week 2 posture", "says 1 days, the sessions hold 0"),
    ]
    bare = week(valid(), 2, minutes={}, days={})
    assert ("week 2 endurance", "says 0 min, the sessions hold 75") in wrong(bare)
    assert ("week 2 endurance", "says 0 days, the sessions hold 3") in wrong(bare)


def test_what_is_done_all_day_is_not_summed() -> None:
    assert wrong(valid().all_day(entry("sleep_wind_down", 20, minutes=20))) == []


def test_every_activity_is_in_the_plan_or_among_the_excluded() -> None:
    excluded = valid().plan.excluded
    gone = excluded[3].activity
    less = valid().with_plan(excluded=(*excluded[:3], *excluded[4:]))
    assert wrong(less) == [(gone, "neither in the plan nor among the excluded")]
    session = changed(made_session(6, 6, made_item(gone, 5)), week=6)
    more = settled(less.with_plan(sessions=(*less.plan.sessions, session)))
    assert wrong(more) == []
    assert wrong(less.all_day(entry(gone, 3))) == []
