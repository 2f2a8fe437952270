"""Large neighbourhood search: never worse, the same every time, and it holds what it should."""

from __future__ import annotations

import pytest

from planner.problem.bounds import Rest
from planner.solver.effort import LevelEffort, Slice
from planner.solver.improve import improve
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import KINDS, Space, owners
from planner.solver.objectives import shortfall
from planner.solver.read import evaluate
from planner.solver.run import run
from planner.solver.search import Search, rate
from planner.solver.solve import build
from tests.support.problems import candidate, days_target, problem, slots

ANY = Slice(limit=1.0, linearization=0)
AGAIN = Slice(limit=2.0, linearization=2, shaves=True)


def whole():
    free = slots(4, times=(480, 1080), capacity=30)
    items = [candidate(n, "strength", free, muscles=[n], sets=2, per_week=(1, 3)) for n in "abcdef"]
    return problem(
        free, *items, targets=(days_target("strength", 3, 4),),
        rest=Rest(muscle_hours=48, days_in_seven=1, easy_units=0),
    )  # fmt: skip


def begun():
    v = build(whole())
    first = run(v, ANY, {})
    weeks = shortfall.build_weeks(v)
    v.model.minimize(sum(weeks.values()))
    found, value = rate(v, first.found)
    return v, found, value, weeks


def improved(limit, seed=0, least=None, stop=None):
    v, found, value, weeks = begun()
    better, reached, _ = improve(
        v, found, value, limit, weeks=weeks, bounds={}, least=least, seed=seed, stop=stop or Stop()
    )
    return v, found, value, better, reached


def test_better_and_never_worse():
    v, _, value, better, reached = improved(1.0)
    assert value > 0
    assert reached < value
    assert rate(v, better)[1] == reached


def test_the_same_series_every_time():
    one, other = improved(0.3, seed=3), improved(0.3, seed=3)
    assert (one[-1], one[-2].placements) == (other[-1], other[-2].placements)


def test_a_stop_keeps_the_plan():
    stop = Stop()
    stop.ask()
    _, found, _, better, _ = improved(5.0, stop=stop)
    assert better is found


def test_nothing_is_searched_once_the_plan_is_as_good_as_the_bound():
    v, found, value, weeks = begun()
    better, reached, _ = improve(
        v, found, value, 60.0, weeks=weeks, bounds={}, least=value, stop=Stop()
    )
    assert (better, reached) == (found, value)


def test_a_week_that_costs_too_much_is_searched_more_often():
    space = Space(begun()[0], 0)
    drawn = [week for _ in range(200) for week in space.window(0.01, {2: 50})]
    assert drawn.count(2) > 100
    assert set(drawn) == {0, 1, 2, 3}


def test_windows_and_shares_stay_inside():
    space = Space(begun()[0], 5)
    assert space.window(1.0, {}) == {0, 1, 2, 3}
    assert all(len(space.window(0.5, {})) == 2 for _ in range(50))
    assert space.some("abcdef", 0.5) <= set("abcdef")
    assert len(space.some("abcdef", 0.5)) == 3
    assert len(space.some("abcdef", 0.01, least=2)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_neighbourhood_is_a_part_and_repeats(kind):
    v = begun()[0]
    owned = owners(v)
    assert {o.week for o in owned} == {None, 0, 1, 2, 3}

    def freed(seed):
        frees = kind(Space(v, seed), 0.3, {})
        return [o.index for o in owned if frees(o)]

    assert 0 < len(freed(7)) < len(owned)
    assert freed(7) == freed(7)
    assert any(freed(7) != freed(seed) for seed in range(8, 12))


@pytest.mark.parametrize("is_first", [True, False])
def test_of_several_plans_the_best_is_taken(is_first):
    v, found, value, weeks = begun()
    better, reached, _ = improve(v, found, value, 1.0, weeks=weeks, bounds={}, stop=Stop())
    one, other = (better, found) if is_first else (found, better)
    search = Search(v, one, weeks, others=[other])
    assert reached < value
    assert (search.value, search.found.placements) == (reached, better.placements)


def test_a_proof_counts_and_bounds_are_kept():
    v, found, _, weeks = begun()
    search = Search(v, found, weeks)
    prove = Slice(limit=4.0, linearization=2)
    search.run(LevelEffort(improve=0.2, prove=prove, weekly=ANY))
    assert search.bound is not None
    assert 0 <= search.bound <= search.value
    told = search.level("shortfall", "joint")
    assert told.proven is (search.bound == search.value)


def test_weeks_that_may_be_dearer_than_they_must_are_bounded_again(monkeypatch):
    v, found, _, weeks = begun()
    asked = []

    def bounds(problem, chosen, part, stop):
        asked.append((part, list(chosen)))
        # The first week is known to the point, the last one is told less than at first.
        costs = {week: evaluate(weeks[week], search.found.values) for week in chosen}
        return {
            week: cost - (week > 0) - (part is AGAIN and week == 3) for week, cost in costs.items()
        }

    monkeypatch.setattr("planner.solver.search.week_bounds", bounds)
    search = Search(v, found, weeks)
    search.run(LevelEffort(improve=0.0, weekly=ANY, again=AGAIN))
    assert asked == [(ANY, [0, 1, 2, 3]), (AGAIN, [1, 2, 3])]
    assert search.bound == search.value - 3


def test_without_a_proof_nothing_is_claimed():
    v, found, _, weeks = begun()
    search = Search(v, found, weeks)
    search.run(LevelEffort(improve=0.1))
    told = search.level("shortfall", "joint")
    assert (told.bound, told.proven) == (0, told.value == 0)


def test_a_bound_of_another_model_is_forgotten():
    v, found, _, weeks = begun()
    search = Search(v, found, weeks)
    search.run(LevelEffort(improve=0.1, prove=ANY))
    assert search.bound is not None
    search.forget_bound()
    assert search.level("shortfall", "joint").bound == 0
