"""Published models on cases so small that every answer can be counted."""

from itertools import permutations

import numpy as np
import pytest

from benchmarks.literature import melkonian, turner
from benchmarks.literature.melkonian import Circuit, Exercise

TINY = Circuit(
    [
        Exercise("squat", 40, frozenset({"legs"}), 8),
        Exercise("lunge", 30, frozenset({"legs"}), 4),
        Exercise("row", 35, frozenset({"back"}), 6),
        Exercise("pull_up", 30, frozenset({"back"}), 9),
        Exercise("plank", 20, frozenset({"core"}), 3),
    ],
    {"legs": 2, "back": 1, "core": 1},
    intensity=6,
)


def test_the_circuit_is_the_best_of_all_orders():
    lengths = [
        TINY.length(order)
        for many in range(2, 6)
        for order in permutations(range(5), many)
    ]  # fmt: skip
    order, seconds, proven = melkonian.solve(TINY)
    assert proven
    assert seconds == TINY.length(order) == min(found for found in lengths if found is not None)


def test_no_circuit_is_said():
    with pytest.raises(ValueError, match="infeasible"):
        melkonian.solve(Circuit(TINY.exercises, {"calves": 1}, 1))


def test_a_day_of_the_load_model_by_hand():
    last, loads = turner.simulate(np.zeros((1, 1)))
    assert loads.sum() == 0
    assert last[0] == pytest.approx(155 + 70.9 - 70.9**1.16 / 61 - 24.5 + 24.5**0.85 / 5.5)


def test_the_greatest_load_is_allowed_and_a_little_more_is_not():
    _, loads = turner.simulate(np.ones((1, 20)))
    assert turner.violation(loads[0]) == 0
    loads[0, 10] += 1e-3
    assert turner.violation(loads[0]) > 1e-6


def test_two_days_are_as_good_as_a_grid_finds():
    def value(shares):
        return turner.simulate(shares)[0]

    grid = np.linspace(0, 1, 41)
    best = max(value(np.array([[a, b] for a in grid for b in grid])))
    found = turner.climb(np.array([0.5, 0.5]), np.arange(2), value, 50)
    assert value(found[None])[0] >= best - 1e-9


def test_monotony_is_mean_by_population_sd():
    week = np.array([0.0, 0, 1, 1, 1, 1, 1])
    assert turner.monotony(week)[0] == pytest.approx((5 / 7) / np.sqrt(10 / 49))
    assert turner.excess(np.ones(7)) == pytest.approx(1.0)
    assert turner.excess(week) == 0
