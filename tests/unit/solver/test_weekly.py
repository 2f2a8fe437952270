"""What a week costs alone never exceeds what it costs in a plan of the whole."""

from __future__ import annotations

from hypothesis import given, settings

from planner.problem.bounds import NewCap
from planner.solver.effort import Slice
from planner.solver.weekly import week_bound, week_problem
from tests.support.invented_weeks import WEEKS, by_week, people
from tests.support.problems import (
    candidate,
    days_demand,
    days_target,
    problem,
    slots,
)

LIMIT = Slice(limit=2.0, linearization=2, shaves=True)


@settings(max_examples=25, deadline=None)
@given(people())
def test_alone_never_dearer_than_in_a_plan(whole):
    assert all(week_bound(whole, week, LIMIT) <= cost for week, cost in enumerate(by_week(whole)))


def capped(values):
    free = slots(WEEKS)
    ways = [[None] * start + ["x"] * (WEEKS - start) for start in range(WEEKS)]
    items = [
        candidate(n, "mobility", free, rungs=[[a and n for a in way] for way in ways])
        for n in "abc"
    ]
    caps = tuple(
        NewCap(id="new", week=week, candidates=(0, 1, 2), value=value)
        for week, value in enumerate(values)
    )
    return problem(free, *items, new_caps=caps)


def test_starts_add_up_over_the_weeks():
    (cap,) = week_problem(capped([1, 0, 1]), 2).new_caps
    assert (cap.candidates, cap.value) == ((0, 1, 2), 2)
    assert [c.value for c in week_problem(capped([1, 1, 1]), 1).new_caps] == [2]
    assert week_problem(capped([1, 1, 1]), 2).new_caps == ()


def test_what_starts_late_is_bound_by_the_late_caps():
    free = slots(WEEKS)
    late = candidate("d", "mobility", free, rungs=[[None, "d", "d"]])
    caps = tuple(
        NewCap(id="n", week=w, candidates=(0, 1), value=v) for w, v in enumerate([3, 1, 0])
    )
    other = candidate("e", "mobility", free, rungs=[[None, None, "e"]])
    found = week_problem(problem(free, late, other, new_caps=caps), 2).new_caps
    assert [(c.candidates, c.value) for c in found] == [((1,), 0), ((0, 1), 1)]


def test_a_bound_of_a_week_that_cannot_reach_its_goal():
    free = slots(WEEKS, days=[0, 3])
    whole = problem(
        free, candidate("squat", "strength", free, sets=1, muscles=["legs"]),
        targets=(days_target("strength", 3, WEEKS),),
    )  # fmt: skip
    # Two days are there for three, and each day short weighs ten; one set short weighs one.
    assert [week_bound(whole, week, LIMIT) for week in range(WEEKS)] == [11, 11, 11]


def test_slots_days_and_demands_move_to_the_first_week():
    free = slots(WEEKS, days=[1, 4])
    demand = days_demand("d", [0], ["walk"], weeks=(1, 2), done=(frozenset([8]), frozenset([18])))
    whole = problem(free, candidate("walk", "mobility", free), day_demands=(demand,))
    alone = week_problem(whole, 2)
    assert [(slot.index, slot.week, slot.day) for slot in alone.slots] == [(0, 0, 1), (1, 0, 4)]
    assert alone.candidates[0].paths[0].options[0].slots == {0, 1}
    assert (alone.day_demands[0].weeks, alone.day_demands[0].done) == ((0,), (frozenset([4]),))
    assert week_problem(whole, 0).day_demands == ()
