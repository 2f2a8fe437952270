"""Edges of the small parts that `floors` and `absence` are made of."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.audit.checks.absence import _lower
from planner.audit.checks.floors import PER_DAY, PER_SESSION, _groups, _starts_in
from planner.audit.clock import moment
from tests.support.audits import case_of
from tests.support.people import CATALOG
from tests.support.plans import made_item, made_session, valid

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("begins", "ends", "inside"),
    [(0, 1, True), (-5, 5, True), (1, 5, False), (-5, 0, False), (-5, -1, False)],
)
def test_an_item_lies_in_the_free_time_that_its_session_starts_in(begins, ends, inside) -> None:
    """The first minute of a free time belongs to it, its end does not."""
    placed = case_of(valid()).in_sessions[0]
    start = moment(placed.date, placed.session.start)
    assert _starts_in(placed, (start + begins * MINUTE, start + ends * MINUTE)) is inside


def test_minutes_are_taken_together_by_the_day_or_by_the_session() -> None:
    one = made_session(2, 5, made_item("walk_short", 10))
    other = made_session(2, 6, made_item("walk_short", 10))
    plan = valid().with_plan(sessions=(one, other))
    items = list(case_of(plan).in_sessions)
    days = list(_groups(items, PER_DAY))
    assert [{p.date for p in group} for group in days] == [{one.date}, {other.date}]
    sessions = list(_groups(items, PER_SESSION))
    assert [{p.session.key for p in group} for group in sessions] == [{one.key}, {other.key}]
    assert sum(map(len, sessions)) == sum(map(len, days)) == len(items)


def test_a_ladder_steps_back_one_level_if_that_level_is_open(monkeypatch) -> None:
    case = case_of(valid())
    family = next(
        name
        for name, ladder in CATALOG.families.items()
        if {rung.level for rung in ladder.levels} >= {1, 2, 3}
    )
    open_to_all = {"is_allowed_somehow": lambda *_: True}
    monkeypatch.setattr(case, "verdicts", type("Open", (), open_to_all), raising=False)
    assert [_lower(case, family, level, 1) for level in (1, 2, 3)] == [1, 1, 2]
    closed = {"is_allowed_somehow": lambda *_: False}
    monkeypatch.setattr(case, "verdicts", type("Closed", (), closed), raising=False)
    assert [_lower(case, family, level, 1) for level in (1, 2, 3)] == [1, 2, 3]
