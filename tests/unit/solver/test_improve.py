"""Large neighbourhood search: never worse, the same every time, and it holds what it should."""

from __future__ import annotations

from itertools import islice

import pytest

from planner.problem.bounds import Rest
from planner.solver.effort import LevelEffort, Slice
from planner.solver.improve import improve
from planner.solver.interrupt import Stop
from planner.solver.neighbourhoods import Neighbourhood, held, neighbourhoods, owners
from planner.solver.objectives import shortfall
from planner.solver.run import run
from planner.solver.search import Search, rate
from planner.solver.solve import build
from tests.support.problems import candidate, days_target, problem, slots

ANY = Slice(limit=1.0, linearization=0)


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
    v.model.minimize(shortfall.build(v))
    found, value = rate(v, first.found)
    return v, found, value


def test_better_and_never_worse():
    v, found, value = begun()
    assert value > 0
    better = improve(v, found, value, 1.0, stop=Stop())
    assert better.value < value
    assert rate(v, better.found)[1] == better.value


def test_the_same_series_every_time():
    one = improve(*begun(), 0.5, seed=3, stop=Stop())
    other = improve(*begun(), 0.5, seed=3, stop=Stop())
    assert (one.value, one.found.placements) == (other.value, other.found.placements)


def test_a_stop_keeps_the_plan():
    v, found, value = begun()
    stop = Stop()
    stop.ask()
    assert improve(v, found, value, 5.0, stop=stop).found is found


def test_neighbourhoods_are_parts_and_repeat():
    v, _, _ = begun()
    parts = list(islice(neighbourhoods(v, 7), 9))
    assert parts == list(islice(neighbourhoods(v, 7), 9))
    assert parts != list(islice(neighbourhoods(v, 8), 9))
    assert all(part.candidates or part.weeks for part in parts)
    assert all(part.weeks <= set(range(4)) for part in parts)


@pytest.mark.parametrize(
    ("freed", "expected"),
    [
        (Neighbourhood(candidates=frozenset(), weeks=frozenset()), lambda o: True),
        (Neighbourhood(candidates=frozenset([2]), weeks=frozenset()), lambda o: o.candidate != 2),
        (
            Neighbourhood(candidates=frozenset([2]), weeks=frozenset([1])),
            lambda o: o.candidate != 2 and o.week != 1,
        ),
    ],
)
def test_what_is_held(freed, expected):
    v, _, _ = begun()
    owned = owners(v)
    assert {o.week for o in owned} == {None, 0, 1, 2, 3}
    assert list(held(owned, freed)) == [o.index for o in owned if expected(o)]


def test_a_proof_counts_and_bounds_are_kept():
    v, found, _ = begun()
    search = Search(v, found)
    prove = Slice(limit=4.0, linearization=2)
    search.run(LevelEffort(improve=0.2, prove=prove, weekly=ANY), shortfall.build_weeks(v))
    assert search.bound is not None
    assert 0 <= search.bound <= search.value
    told = search.level("shortfall", "joint")
    assert told.proven is (search.bound == search.value)


def test_without_a_proof_nothing_is_claimed():
    v, found, _ = begun()
    search = Search(v, found)
    search.run(LevelEffort(improve=0.1))
    told = search.level("shortfall", "joint")
    assert (told.bound, told.proven) == (0, told.value == 0)
