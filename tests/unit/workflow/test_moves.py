"""Wishes of the person for single sessions, and the plan with them."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Window
from planner.errors import StoreError
from planner.store import Kind, Record
from planner.workflow.programme.free_times import _add
from planner.workflow.programme.history import History, as_json
from planner.workflow.programme.judge import window_of, with_windows
from planner.workflow.programme.moves import (
    AcceptedMove,
    accepted_moves,
    move_entries,
    times_of,
    with_moves,
)
from tests.support.people import intake
from tests.support.sent import small_plan

PLAN = small_plan()
FIRST = PLAN.sessions[0]
START, END = times_of(FIRST)
HOUR = dt.timedelta(hours=1)


def move(hours: int | None, key: str = FIRST.key) -> AcceptedMove:
    if hours is None:
        return AcceptedMove(key=key, start=None, end=None)
    return AcceptedMove(key=key, start=START + hours * HOUR, end=END + hours * HOUR)


def history(*moves: tuple[AcceptedMove, int | None]) -> History:
    records = [(Kind.PLAN, as_json(PLAN), None)]
    records += [(Kind.MOVE, as_json(found), replaces) for found, replaces in moves]
    return History("p", [
        Record(number=number, kind=kind, dated="2027-03-01", by="person", reason="", body=body,
               replaces=replaces, cause=None, seal="")
        for number, (kind, body, replaces) in enumerate(records, start=1)
    ])  # fmt: skip


def test_the_latest_wish_for_a_session_counts_until_the_plan_holds_it() -> None:
    assert accepted_moves(history((move(1), None))) == (move(1),)
    assert accepted_moves(history((move(1), None), (move(2), 2))) == (move(2),)
    assert accepted_moves(history((move(1), None), (move(0), 2))) == ()
    assert accepted_moves(history((move(None), None))) == (move(None),)
    assert accepted_moves(history((move(None, "not-in-the-plan"), None))) == ()
    assert accepted_moves(history((move(1, "not-in-the-plan"), None))) == ()


def test_a_new_wish_names_the_one_whose_place_it_takes() -> None:
    entries = move_entries(
        history((move(1), None)), [move(2), move(1, "other")], "2027-03-02", "me", "moved"
    )
    assert [(e.kind, e.replaces, e.by) for e in entries] == [
        (Kind.MOVE, 2, "me"), (Kind.MOVE, None, "me"),
    ]  # fmt: skip


def test_a_wish_of_a_newer_planner_is_said() -> None:
    broken = Record(number=2, kind=Kind.MOVE, dated="2027-03-01", by="", reason="", body='{"x":1}',
                    replaces=None, cause=None, seal="")  # fmt: skip
    with pytest.raises(StoreError, match=r"record 2 \(move\)"):
        accepted_moves(History("p", [*history().records, broken]))


def test_the_plan_with_a_wish_is_in_order_and_counts_its_days() -> None:
    day = dt.timedelta(days=2)
    other = AcceptedMove(key=FIRST.key, start=START + day + HOUR, end=END + day + HOUR)
    plan = with_moves(PLAN, [other])
    assert [s.key for s in plan.sessions] == ["w01-strength-2", "w01-strength-0", "w01-strength-4"]
    assert plan.audit is None
    before, after = with_moves(PLAN, []).weeks[0], plan.weeks[0]
    assert before.days["strength"] == 3
    assert after.days["strength"] == 2
    assert after.minutes == before.minutes
    dropped = with_moves(PLAN, [move(None)])
    assert len(dropped.sessions) == 2
    assert dropped.weeks[0].minutes["strength"] * 3 == before.minutes["strength"] * 2


def test_a_session_past_midnight_ends_the_next_day() -> None:
    start, end = times_of(PLAN.sessions[-1])
    assert end - start == dt.timedelta(minutes=40)


def test_a_time_that_lies_in_no_free_time_counts_as_one() -> None:
    window = Window(days=(0,), dates=(), start=dt.time(7), end=dt.time(9))
    person = intake(availability=(window,))
    assert START.weekday() == 0
    assert window_of(move(0), person) is None
    found = window_of(move(1), person)
    assert found is not None
    assert (found.dates, found.start, found.end) == ((FIRST.date,), dt.time(8, 30), dt.time(9, 5))
    assert with_windows(person, [move(0), move(1), move(None)]).availability == (window, found)
    assert window_of(move(24), person) is not None
    assert window_of(move(16), person) is None  # passes midnight: no free time of one day


def test_dated_free_times_that_overlap_become_one() -> None:
    dates = ["2027-03-01", "2027-03-02"]
    kept = {"days": ["mon"], "from": "07:00", "to": "08:00"}
    found = [kept, {"dates": dates, "from": "12:00", "to": "13:00"}]
    _add(found, "2027-03-01", "12:30", "13:30")
    assert found == [
        kept, {"dates": ["2027-03-02"], "from": "12:00", "to": "13:00"},
        {"dates": ["2027-03-01"], "from": "12:00", "to": "13:30"},
    ]  # fmt: skip
    _add(found, "2027-03-02", "13:00", "13:30")
    assert found[-1] == {"dates": ["2027-03-02"], "from": "13:00", "to": "13:30"}
    _add(found, "2027-03-01", "11:00", "12:00")
    _add(found, "2027-03-01", "11:30", "14:00")
    assert found[-1] == {"dates": ["2027-03-01"], "from": "11:00", "to": "14:00"}
    assert len(found) == 4
