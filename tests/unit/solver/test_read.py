"""Values are read only where something was found."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from planner.solver.effort import Slice
from planner.solver.read import read, start
from planner.solver.search import solver_for
from planner.solver.variables import Variables
from tests.support.problems import best, candidate, constraints, placements, problem, slots

FREE = slots()
GIVEN = problem(FREE, candidate("walk", "mobility", FREE, per_week=(1, 3)))


class NoValues:
    """A solver whose values must not be read."""

    def value(self, variable):
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
    begun = start(v, found)
    for variable, value in begun.hints:
        v.model.add_hint(variable, value)
    solver = solver_for(Slice(limit=1.0, linearization=0))
    solver.parameters.fix_variables_to_their_hinted_value = True
    again = read(v, solver, solver.solve(v.model))
    assert again.placements == found.placements
    assert start(v, None) is None


def test_a_variable_is_hinted_once():
    free = slots()
    given = problem(free, candidate("lift", "strength", free, sets=1, muscles=["quads"]))
    found = best(given, placements, *constraints.FAMILIES)
    indices = [variable.index for variable, _ in found.hints]
    assert len(indices) == len(set(indices))
