"""The whole search: the same answer every time, and never better than what is proven."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.problem.bounds import Lighter, NewCap, Rest
from planner.solver import solve as module
from planner.solver.progress import level_line
from planner.solver.read import Found
from planner.solver.result import Level, SolveStatus
from planner.solver.solve import solve
from planner.solver.variables import Variables
from tests.support.problems import (
    candidate,
    days,
    days_demand,
    days_target,
    minutes_target,
    problem,
    slots,
)

NAMES = ["shortfall", "burden", "habit", "evenness"]


def small(**fields):
    free = slots(3, times=(480, 1080))
    items = [
        candidate("squat", "strength", free, muscles=["quads"], sets=2, per_week=(1, 3)),
        candidate("row", "strength", free, muscles=["lats"], sets=2, per_week=(1, 3)),
        candidate("walk", "endurance", free, units=(2, 6), per_week=(1, 5)),
        candidate("stretch", "stretch", free, per_week=(1, 7)),
    ]
    base = {
        "targets": (days_target("strength", 2, 3), days_target("stretch", 3, 3)),
        "rest": Rest(muscle_hours=48, days_in_seven=1, easy_units=4),
        "items_at_once": {"strength": (2, 2, 2)},
    }
    return problem(free, *items, **{**base, **fields})


def test_the_targets_are_reached():
    found = solve(small(), "standard")
    assert found.levels[0].value == 0
    by_week = {(p.option.week, small().slots[p.slot].day) for p in found.placements
               if small().candidates[p.candidate].component == "strength"}  # fmt: skip
    assert all(sum(week == w for week, _ in by_week) >= 2 for w in range(3))


@pytest.mark.parametrize(("component", "pct"), [("strength", 50), ("endurance", 70)])
def test_a_lighter_week_holds_a_share_of_the_best_before(component, pct):
    easier = Lighter(component=component, week=2, pct=pct, least=0, weight=20)
    wanted = (days_target("strength", 2, 3), minutes_target((60, 60, 60)))
    asked = small(targets=wanted)
    found = solve(replace(asked, lighter=(easier,)), "standard")

    def amounts(result):
        weekly = [0, 0, 0]
        for placement in result.placements:
            candidate_of = asked.candidates[placement.candidate]
            if candidate_of.component == component:
                amount = placement.sets if component == "strength" else placement.units
                weekly[asked.slots[placement.slot].week] += amount
        return weekly

    before = amounts(solve(asked, "standard"))
    assert before[2] * 100 > pct * max(before[:2])
    weekly = amounts(found)
    assert 0 < weekly[2] * 100 <= pct * max(weekly[:2])


@pytest.mark.parametrize("effort", ["quick", "standard"])
def test_twice_the_same(effort):
    one, other = solve(small(), effort), solve(small(), effort)
    assert one.placements == other.placements
    assert one == other


def test_levels_have_names_bounds_and_scopes():
    found = solve(small(), "standard")
    assert [level.name for level in found.levels] == NAMES
    assert [level.scope for level in found.levels] == ["joint", "joint", "given", "given"]
    for level in found.levels:
        assert level.bound <= level.value
        assert level.proven is (level.bound == level.value)


def test_progress_is_told():
    told, passed = [], []

    def tell(text, *, passing=False):
        (passed if passing else told).append(text)

    solve(small(), "quick", tell)
    assert told[0] == "first plan found"
    assert [line.split(":")[0] for line in told[1:]] == NAMES
    assert {line.split(":")[0] for line in passed} <= set(NAMES)


@pytest.mark.parametrize(
    ("value", "bound", "line"),
    [
        (200, 150, "burden: 200 (bound 150, gap 25%)"),
        (200, 200, "burden: 200, proven"),
        (200, None, "burden: 200"),
        (200, 0, "burden: 200"),
        (0, 0, "burden: 0, proven"),
    ],
)
def test_a_level_is_told_with_its_gap_where_a_bound_is_known(value, bound, line):
    assert level_line("burden", value, bound) == line


def test_an_unknown_effort():
    with pytest.raises(KeyError):
        solve(small(), "lazy")


def test_demands_that_clash_are_infeasible_and_give_no_placements():
    demands = (
        days_demand("many", [3], ["stretch"], at_least=5),
        days_demand("few", [3], ["stretch"], at_most=4),
    )
    found = solve(small(day_demands=demands), "quick")
    assert found.status is SolveStatus.INFEASIBLE
    assert (found.placements, found.levels, found.paths) == ((), (), {})


def test_without_an_answer_in_the_limit_the_status_is_unknown(monkeypatch):
    monkeypatch.setattr(module, "rolling", lambda *_: None)
    monkeypatch.setattr(module, "ANY_PLAN", replace(module.ANY_PLAN, limit=0.0))
    found = solve(small(), "quick")
    assert found.status is SolveStatus.UNKNOWN
    assert found.placements == ()


def test_a_dead_end_of_the_start_is_not_the_end(monkeypatch):
    monkeypatch.setattr(module, "rolling", lambda *_: None)
    found = solve(small(), "quick")
    assert found.status is SolveStatus.FEASIBLE
    assert found.placements


NOTHING = Found(Variables(problem(slots())), {})


def level(*, proven=True, scope="joint"):
    return Level(name="n", value=1, bound=1 if proven else 0, proven=proven, scope=scope)


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ([level()] * 4, SolveStatus.OPTIMAL),
        ([level(), level(proven=False)], SolveStatus.FEASIBLE),
        ([level(proven=False), level()], SolveStatus.FEASIBLE),
        ([level(), level(), level(scope="given")], SolveStatus.FEASIBLE),
    ],
)
def test_optimal_only_if_every_level_is_proven_for_every_plan(levels, status):
    assert module._result(levels, NOTHING).status is status


def test_later_levels_do_not_spoil_earlier_ones():
    """The burden would be least with nothing at all; the targets come first."""
    found = solve(small(), "standard")
    assert found.levels[0].value == 0
    assert found.levels[1].value > 0
    assert any(small().candidates[p.candidate].id == "stretch" for p in found.placements)


def test_a_late_start_is_found_where_an_early_one_is_capped():
    free = slots(4)
    ways = [[None] * week + ["x"] * (4 - week) for week in range(4)]
    items = [
        candidate(
            n, "mobility", free, rungs=[[a and n for a in way] for way in ways], per_week=(1, 7)
        )
        for n in "abcd"
    ]
    caps = tuple(NewCap(id="cap", week=w, candidates=(0, 1, 2, 3), value=1) for w in range(4))
    targets = (replace(days_target("mobility", 1, 4), items=(4,) * 4, item_weight=5),)
    given = problem(free, *items, new_caps=caps, targets=targets)
    found = solve(given, "standard")
    starts = sorted(
        min(p.option.week for p in found.placements if p.candidate == i) for i in range(4)
    )
    assert starts == [0, 1, 2, 3]
    assert days(given, found, "a")
