"""Long programmes: windows that see only themselves, and a rating of the whole that is true."""

from __future__ import annotations

from functools import cache

import pytest

from planner.problem.bounds import Rest
from planner.solver import long as module
from planner.solver.build import build
from planner.solver.effort import LONG_WEEKS
from planner.solver.horizon import Horizon
from planner.solver.objectives import LEVELS
from planner.solver.prescription import hold_paths
from planner.solver.read import start
from planner.solver.result import SolveStatus
from planner.solver.search import rate
from planner.solver.solve import solve
from planner.solver.variables import Variables
from tests.support.problems import (
    candidate,
    days_demand,
    days_target,
    no_endurance_limits,
    problem,
    slots,
)

WEEKS = LONG_WEEKS + 5
RAMP = tuple(max(4, units + 2) for units in range(60))


def given(**fields):
    free = slots(WEEKS, days=(0, 2, 4, 5), times=(480,), capacity=60)
    ways = [[None] * week + ["squat"] * (WEEKS - week) for week in range(WEEKS - 2)]
    stays = [["walk"] * WEEKS, ["walk"] * 12 + [None] * (WEEKS - 12)]
    items = [
        candidate(
            "squat", "strength", free, rungs=ways, muscles=["quads"], sets=2, per_week=(1, 3)
        ),
        candidate("walk", "endurance", free, rungs=stays, units=(2, 8), per_week=(1, 4)),
        candidate(
            "trial",
            "assessment",
            free,
            once=True,
            rungs=[["trial"] + [None] * (WEEKS - 1)],
            per_week=(1, 1),
        ),
        candidate("stretch", "stretch", free, per_week=(1, 7)),
    ]
    base = {
        "targets": (days_target("strength", 2, WEEKS), days_target("stretch", 5, WEEKS)),
        "rest": Rest(muscle_hours=48, days_in_seven=1, easy_units=4),
        "endurance": no_endurance_limits(
            WEEKS, most=(40,) * WEEKS, ramp=RAMP, longest_first=(4,) * WEEKS
        ),
    }
    return problem(free, *items, **{**base, **fields})


@cache
def solved(effort="quick"):
    return solve(given(), effort)


def test_every_level_is_what_the_model_of_the_whole_says():
    """The values are told by a small model; the whole problem as one model tells the same."""
    found = solved()
    v = build(given())
    hold_paths(v, found.paths)
    plan = start(v, found.placements, found.paths)
    for level, (name, objective) in zip(found.levels, LEVELS, strict=True):
        v.model.minimize(objective.build(v))
        assert (level.name, level.value) == (name, rate(v, plan)[1])


@pytest.mark.parametrize("effort", ["quick", "standard"])
def test_never_optimal_and_never_better_than_the_bound(effort):
    found = solved(effort)
    assert found.status is SolveStatus.FEASIBLE
    assert [level.scope for level in found.levels] == ["joint", "given", "given", "given"]
    for level in found.levels:
        assert level.bound <= level.value
        assert level.proven is (level.bound == level.value)


def test_the_bound_of_the_whole_is_the_sum_of_its_weeks():
    """Four days a week of five wished for: no week can do better, and the plan does as well."""
    shortfall = solved("standard").levels[0]
    assert shortfall.value == shortfall.bound == 10 * WEEKS


def test_twice_the_same():
    assert solve(given(), "quick") == solved()


def test_no_search_sees_more_than_a_window(monkeypatch):
    seen = []

    def recorded(problem, horizon=None):
        v = build(problem, horizon)
        seen.append((len(v.weeks), sum(len(c.paths) for c in problem.candidates)))
        return v

    monkeypatch.setattr(module, "build", recorded)
    solve(given(), "quick")
    *windows, (weeks, ways) = seen
    assert windows
    assert all(length <= module.LENGTH for length, _ in windows)
    # The model of the whole holds nothing but the ways that are taken.
    assert weeks == WEEKS
    assert ways <= len(given().candidates)


def test_what_a_later_week_demands_is_reached_in_time():
    """Work that only those can do in the last weeks who have not stopped at the twelfth."""
    demand = days_demand("walks", [1], ["walk"], weeks=tuple(range(14, WEEKS)), at_least=2)
    found = solve(given(day_demands=(demand,)), "quick")
    assert found.status is SolveStatus.FEASIBLE
    for week in range(14, WEEKS):
        walks = [p for p in found.placements if p.candidate == 1 and p.option.week == week]
        assert len(walks) >= 2


def test_a_dead_end_behind_the_kept_weeks_is_left_by_opening_them(monkeypatch):
    """The walk has to go on to the end, but the first window alone would rather have none."""
    monkeypatch.setattr(module, "LENGTH", 4)
    monkeypatch.setattr(module, "KEPT", 4)
    only_early = [["walk"] * WEEKS]
    free = given().slots
    late = candidate("walk", "endurance", free, rungs=only_early, units=(2, 8), per_week=(1, 4))
    base = given()
    items = (base.candidates[0], late, *base.candidates[2:])
    demand = days_demand("walks", [1], ["walk"], weeks=(WEEKS - 1,), at_least=2)
    found = solve(
        problem(
            free,
            *items,
            targets=base.targets,
            rest=base.rest,
            endurance=base.endurance,
            day_demands=(demand,),
        ),
        "quick",
    )
    assert found.status is SolveStatus.FEASIBLE
    assert {p.option.week for p in found.placements if p.candidate == 1} == set(range(WEEKS))


def test_what_cannot_be_is_infeasible():
    demand = days_demand("many", [3], ["stretch"], weeks=(WEEKS - 1,), at_least=6)
    assert solve(given(day_demands=(demand,)), "quick").status is SolveStatus.INFEASIBLE


def test_a_slot_behind_the_window_is_used_only_if_something_lies_in_it():
    first = solved()
    past = tuple(p for p in first.placements if p.option.week < 4)
    v = Variables(given(), Horizon(4, 7, past))
    taken = {p.slot for p in past}
    for slot in v.slots:
        if slot.week < 4:
            domain = list(v.model.proto.variables[v.used[slot.index].index].domain)
            assert domain == [int(slot.index in taken)] * 2


def test_weeks_that_dead_end_together_are_planned_one_after_the_other(monkeypatch):
    """A search of all weeks of a step may find none in its limit: the programme goes on."""
    whole, tried = module.extended, []

    def only_single_weeks(problem, horizon, part):
        tried.append(horizon.last - horizon.first + 1)
        return whole(problem, horizon, part) if horizon.first == horizon.last else None

    monkeypatch.setattr(module, "extended", only_single_weeks)
    found = solve(given(), "quick")
    assert found.status is SolveStatus.FEASIBLE
    assert {p.option.week for p in found.placements} == set(range(WEEKS))
    assert tried[:2] == [module.KEPT, 1]
