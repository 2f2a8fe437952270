"""A search never ends with a plan worse than one it had, and tells of each level what is true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.problem.bounds import NewCap, Rest
from planner.solver.build import build
from planner.solver.effort import EFFORTS
from planner.solver.interrupt import Stop
from planner.solver.objectives import LEVELS
from planner.solver.read import start
from planner.solver.result import SolveStatus
from planner.solver.rolling import rolling
from planner.solver.run import run
from planner.solver.search import RATING, Search
from planner.solver.solve import solve
from tests.support.problems import candidate, days_target, problem, slots

WEEKS = 3


@st.composite
def problems(draw):
    """Strength, cold stretches and walks on a few days, with rest days and few new items."""
    times = draw(st.sampled_from([(480,), (480, 1080)]))
    free = slots(WEEKS, days=draw(st.sets(st.integers(0, 6), min_size=2, max_size=5)), times=times,
                 capacity=draw(st.sampled_from([30, 45])))  # fmt: skip
    ways = [["x"] * WEEKS, [None, *["x"] * (WEEKS - 1)]]
    items = [
        candidate(
            name, component, free, rungs=[[a and name for a in way] for way in ways],
            muscles=[draw(st.sampled_from(["legs", "arms"]))] if component == "strength" else (),
            sets=2 * (component == "strength"), needs_warm_up=component == "strength",
            minutes=draw(st.integers(4, 12)), per_week=(1, draw(st.integers(1, 4))),
            units=(1, 4) if component == "endurance" else None,
        )
        for name, component in (
            ("squat", "strength"), ("row", "strength"), ("calf", "stretch"), ("walk", "endurance"),
        )
    ]  # fmt: skip
    return problem(
        free,
        *items,
        targets=(
            days_target("strength", draw(st.integers(1, 3)), WEEKS),
            days_target("stretch", draw(st.integers(1, 5)), WEEKS),
        ),
        new_caps=(
            NewCap(id="cap", week=0, candidates=(0, 1, 2, 3), value=draw(st.integers(1, 4))),
        ),
        rest=Rest(muscle_hours=48, days_in_seven=1, easy_units=2),
    )


def priced(given, found):
    """The true value of a plan on every level."""
    v = build(given)
    begun = start(v, found.placements, found.paths)
    values = []
    for _, level in LEVELS:
        v.model.minimize(level.build(v))
        # Held with the sessions that it has: a session without items would look like a habit.
        values.append(run(v, RATING, {}, fixed=begun.values).value)
        v.model.clear_objective()
    return values


@given(one=problems())
@settings(max_examples=15, deadline=None, derandomize=True)
def test_no_stage_loses_what_a_stage_before_has_found(one):
    """As good as its start on the first level, and as good on every level as is told of it."""
    started = rolling(one, EFFORTS["standard"].window)
    found = solve(one, "standard")
    assert started is not None
    assert found.status in {SolveStatus.FEASIBLE, SolveStatus.OPTIMAL}
    values = priced(one, found)
    assert values[0] <= priced(one, started)[0]
    assert values == [level.value for level in found.levels]


def test_a_level_that_lost_its_start_is_a_defect():
    given = squat()
    v = build(given)
    started = rolling(given, EFFORTS["quick"].window)
    v.model.minimize(LEVELS[1][1].build(v))
    search = Search(v, start(v, started.placements, started.paths))
    search.value += 1
    with pytest.raises(AssertionError, match="ended at"):
        search.level("burden", "joint")


@pytest.fixture
def rolled(monkeypatch):
    """Limits of the first plans that were made, in order."""
    limits = []

    def recorded(problem, part, **rest):
        limits.append(part.limit)
        return rolling(problem, part, **rest)

    monkeypatch.setattr("planner.solver.solve.rolling", recorded)
    return limits


def squat():
    free = slots()
    return problem(free, candidate("squat", "strength", free, sets=2, per_week=(1, 3)))


@pytest.mark.parametrize(("effort", "plans"), [("quick", 1), ("standard", 2), ("thorough", 2)])
def test_the_first_plan_is_told_before_a_second_and_longer_search(rolled, effort, plans):
    made_when_told = []
    solve(squat(), effort, progress=lambda text, **_: made_when_told.append(len(rolled)))
    assert made_when_told[0] == 1
    assert len(rolled) == plans
    assert rolled == sorted(set(rolled))


def test_who_stops_after_the_first_plan_waits_for_no_second(rolled):
    stop = Stop()
    found = solve(squat(), "standard", progress=lambda text, **_: stop.ask(), stop=stop)
    assert found.status in {SolveStatus.FEASIBLE, SolveStatus.OPTIMAL}
    assert len(rolled) == 1
