"""The first plan week by week: what a floor ahead asks for early drives out nothing for good."""

from __future__ import annotations

import pytest

from planner.problem.bounds import MinutesFloor, Span
from planner.solver import rolling as module
from planner.solver.effort import EFFORTS
from planner.solver.interrupt import Stop
from planner.solver.rolling import Budget, needed_units, rolling
from tests.support.problems import candidate, days_target, no_endurance_limits, problem, slots

WEEKS = 6
FREE = slots(WEEKS, days=(0, 2, 4), capacity=30)


def given():
    """Three half hours a week: with mobility on two days ten units of walking, without it 18.

    In the last week a floor asks for twelve, and the first week allows six.
    """
    ways = [["turn"] * week + [None] * (WEEKS - week) for week in range(1, WEEKS + 1)]
    last = frozenset(slot.index for slot in FREE if slot.week == WEEKS - 1)
    span = Span(slots=last, week=WEEKS - 1, minutes=60, only_if_present=False, on_easy_days=60)
    return problem(
        FREE,
        candidate("walk", "endurance", FREE, units=(1, 6), minutes=0, per_week=(1, 3)),
        candidate("turn", "mobility", FREE, rungs=ways, minutes=20, per_week=(2, 2)),
        targets=(days_target("mobility", 2, WEEKS, weight=2),),
        minutes_floors=(
            MinutesFloor(
                id="floor", text="", candidates=(0,), activities=frozenset({"walk"}), spans=(span,)
            ),
        ),
        endurance=no_endurance_limits(WEEKS, most=(6, *[18] * (WEEKS - 1))),
    )


def weeks_with(name):
    found = rolling(given(), EFFORTS["thorough"].window)
    return sorted({p.option.week for p in found.placements if p.option.activity == name})


def test_a_floor_ahead_is_known_from_the_first_week_on():
    assert needed_units(given()) == [6, *[12] * (WEEKS - 1)]


def test_what_would_not_come_back_is_kept_until_little_is_left_of_it():
    assert weeks_with("turn") == list(range(WEEKS - 2))
    assert weeks_with("walk") == list(range(WEEKS))


def test_it_would_be_left_at_once_for_the_floor_ahead(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "AHEAD", 0)
    assert weeks_with("turn") == [0]


def test_once_a_stop_is_asked_for_no_time_is_left():
    stop = Stop()
    budget = Budget(5.0, stop)
    budget.spend(2.0)
    assert budget.left == 3.0
    stop.ask()
    budget.spend(0.5)
    assert budget.left == 0


def test_a_stop_ends_the_searches_of_every_week():
    stop = Stop()
    stop.ask()
    assert rolling(given(), EFFORTS["thorough"].window, stop=stop) is None
