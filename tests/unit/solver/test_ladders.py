"""What a candidate may be done as in a week: one boolean for all the ways that lead to it."""

from __future__ import annotations

import pytest

from planner.solver.effort import Slice
from planner.solver.horizon import Horizon
from planner.solver.run import run
from planner.solver.variables import Variables
from tests.support.problems import candidate, problem, slots

WEEKS = 3
FREE = slots(WEEKS, days=(0, 2))
WAYS = [["mild", "mild", "hard"], ["mild", "hard", "hard"], ["mild", "mild", None]]
ANY = Slice(limit=1.0, linearization=0)


def given():
    """The options of different ways are equal here, and not the same objects."""
    return problem(FREE, candidate("squat", "strength", FREE, rungs=WAYS, sets=2))


def named(v, week):
    return {option.activity: x for option, x in v.options.get((0, week), {}).items()}


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_of_a_week_the_way_that_is_taken_makes_one_true(way):
    v = Variables(given())
    found = run(v, ANY, {}, fixed={x.index: int(n == way) for (_, n), x in v.x.items()}).found
    assert found is not None
    for week in range(WEEKS):
        assert set(named(v, week)) == {rungs[week] for rungs in WAYS if rungs[week]}
        done_as = {activity for activity, x in named(v, week).items() if found.values[x.index]}
        assert done_as == ({WAYS[way][week]} if WAYS[way][week] else set())


def test_without_a_way_none_is_true():
    v = Variables(given())
    found = run(v, ANY, {}, fixed={x.index: 0 for x in v.x.values()}).found
    assert found is not None
    assert not any(found.values[x.index] for known in v.options.values() for x in known.values())


def test_a_single_way_needs_no_boolean_beside_its_own():
    v = Variables(given())
    assert named(v, 1)["hard"].index == v.x[0, 1].index
    assert named(v, 1)["mild"].index not in {x.index for x in v.x.values()}


def test_weeks_after_the_horizon_have_none():
    v = Variables(given(), Horizon(0, 1))
    assert {week for _, week in v.options} == {0, 1}
