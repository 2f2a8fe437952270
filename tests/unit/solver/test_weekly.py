"""What a week costs alone never exceeds what it costs in a plan of the whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from planner.problem.bounds import Coverage, Lighter, NewCap, Rest, SessionCap
from planner.solver.effort import Slice
from planner.solver.objectives import shortfall
from planner.solver.solve import build
from planner.solver.weekly import week_bound, week_problem
from tests.support.problems import (
    candidate,
    days_demand,
    days_target,
    no_endurance_limits,
    problem,
    slots,
)

WEEKS = 3
LIMIT = (Slice(limit=0.2, linearization=0), Slice(limit=2.0, linearization=2))


def by_week(whole):
    """The least shortfall of the whole, by week."""
    v = build(whole)
    weeks = shortfall.build_weeks(v)
    v.model.minimize(sum(weeks.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(v.model) == cp_model.OPTIMAL
    return [solver.value(weeks[week]) for week in range(WEEKS)]


@st.composite
def people(draw):
    free = slots(WEEKS, days=draw(st.sets(st.integers(0, 6), min_size=2, max_size=5)), capacity=40)
    late = [["x"] * WEEKS, [None, *["x"] * (WEEKS - 1)]]
    names = "abcd"
    items = [
        candidate(
            name, "strength", free, muscles=[draw(st.sampled_from(["legs", "arms"]))], sets=2,
            rungs=[[a and name for a in way] for way in late], per_week=(1, 3),
            minutes=draw(st.integers(5, 20)), needs_warm_up=True,
        )
        for name in names
    ]  # fmt: skip
    items.append(candidate("walk", "endurance", free, units=(1, 5), minutes=2, per_week=(1, 5)))
    everyone = tuple(range(len(names)))
    caps = [
        NewCap(id="new", week=week, candidates=everyone, value=draw(st.integers(1, 2)))
        for week in range(WEEKS)
    ]
    return problem(
        free,
        *items,
        targets=(
            days_target("strength", draw(st.integers(1, 4)), WEEKS),
            days_target("endurance", draw(st.integers(1, 4)), WEEKS, weight=3),
        ),
        coverage=(Coverage(group="legs", from_week=1, sets=draw(st.integers(1, 6)), weight=2),),
        lighter=tuple(
            Lighter(component=component, week=week, pct=60, least=0, weight=5)
            for component, week in sorted(draw(
                st.sets(st.tuples(st.sampled_from(["strength", "endurance"]), st.integers(0, 2)))
            ))
        ),
        rest=Rest(muscle_hours=48, days_in_seven=1, easy_units=1),
        new_caps=tuple(caps),
        session_caps=tuple(
            SessionCap(id="items", week=week, candidates=everyone, value=2)
            for week in range(WEEKS)
        ),
        endurance=no_endurance_limits(WEEKS, longest_first=(3,) * WEEKS, longest_rise=1),
        day_demands=(
            days_demand(
                "walks", [len(names)], ["walk"], at_most=draw(st.integers(1, 4)), weeks=(1, 2),
                done=(frozenset(), frozenset()),
            ),
        ),
    )  # fmt: skip


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
