"""Invented problems of three weeks that are solved to the end, to hold bounds against."""

from __future__ import annotations

from hypothesis import strategies as st
from ortools.sat.python import cp_model

from planner.problem.bounds import Coverage, Lighter, NewCap, Rest, SessionCap
from planner.solver.objectives import shortfall
from planner.solver.solve import build
from tests.support.problems import (
    candidate,
    days_demand,
    days_target,
    no_endurance_limits,
    problem,
    slots,
)

WEEKS = 3


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
