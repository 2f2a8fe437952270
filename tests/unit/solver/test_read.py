"""Values are read only where something was found."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from planner.solver.effort import Slice
from planner.solver.read import read, start
from planner.solver.run import run
from planner.solver.variables import Variables
from tests.support.problems import best, candidate, constraints, placements, problem, slots

FREE = slots()
GIVEN = problem(FREE, candidate("walk", "mobility", FREE, per_week=(1, 3)))


class NoValues:
    """A solver whose values must not be read."""

    @property
    def response_proto(self):
        raise AssertionError("a value was read")


@pytest.mark.parametrize("status", [cp_model.UNKNOWN, cp_model.INFEASIBLE, cp_model.MODEL_INVALID])
def test_nothing_is_read_without_a_plan(status):
    assert read(Variables(GIVEN), NoValues(), status) is None


@pytest.mark.parametrize("status", [cp_model.OPTIMAL, cp_model.FEASIBLE])
def test_a_plan_is_read(status):
    with pytest.raises(AssertionError, match="was read"):
        read(Variables(GIVEN), NoValues(), status)


def test_placements_are_in_order_of_time_with_the_option_of_their_week():
    found = best(GIVEN, placements, *constraints.FAMILIES)
    assert [p.slot for p in found.placements] == sorted(p.slot for p in found.placements)
    assert {p.option.week for p in found.placements} == {0}
    assert found.paths == {0: 0}


def test_a_plan_is_a_start_on_other_variables():
    found = best(GIVEN, placements, *constraints.FAMILIES)
    v = Variables(GIVEN)
    for family in constraints.FAMILIES:
        family.add(v)
    begun = start(v, found.placements, found.paths)
    again = run(v, Slice(limit=1.0, linearization=0), {}, fixed=begun.values)
    assert again.found.placements == found.placements


def test_a_single_set_starts_as_its_placement():
    free = slots()
    given = problem(free, candidate("lift", "strength", free, sets=1, muscles=["quads"]))
    found = best(given, placements, *constraints.FAMILIES)
    v = Variables(given)
    values = start(v, found.placements, found.paths).values
    placed = {placement.slot for placement in found.placements}
    assert placed
    assert all(values[y.index] == (slot in placed) for (_, slot), y in v.y.items())


def test_a_stretch_without_an_exercise_that_warms_starts_with_a_warm_up():
    free = slots(days=(0, 2))
    given = problem(
        free,
        candidate("calf", "stretch", free, per_week=(2, 2)),
        candidate("lift", "strength", free, per_week=(1, 1)),
    )
    found = best(given, placements, *constraints.FAMILIES)
    v = Variables(given)
    for family in constraints.FAMILIES:
        family.add(v)
    begun = start(v, found.placements, found.paths)
    kinds = [given.candidates[p.candidate].component for p in found.placements]
    assert kinds.count("stretch") == 2
    assert [begun.values[warm.index] for warm in v.warm.values()].count(1) == 1
    assert run(v, Slice(limit=1.0, linearization=0), {}, fixed=begun.values).found is not None
