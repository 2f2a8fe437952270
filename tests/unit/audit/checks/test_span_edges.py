"""Edges of the small parts that `floors` and `absence` are made of."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace as changed

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
    first = made_session(2, 5, made_item("walk_short", 10))
    same_day = first.date.replace()  # equal, not the same object: as read from a file
    early = changed(first, key="w2-d5a")
    late = changed(first, key="w2-d5b", date=same_day)
    other = made_session(2, 6, made_item("walk_short", 10))
    items = list(case_of(valid().with_plan(sessions=(early, late, other))).in_sessions)

    def taken(quantity: str) -> list[set[str]]:
        groups = list(_groups(items, quantity))
        assert sum(map(len, groups)) == len(items)
        return [{placed.session.key for placed in group} for group in groups]

    assert taken(PER_DAY) == [{early.key, late.key}, {other.key}]
    assert taken(PER_SESSION) == [{early.key}, {late.key}, {other.key}]


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
    only_first = {"is_allowed_somehow": lambda activity, _: activity.level == 1}
    monkeypatch.setattr(case, "verdicts", type("First", (), only_first), raising=False)
    assert [_lower(case, family, level, 1) for level in (1, 2, 3)] == [1, 1, 3]
