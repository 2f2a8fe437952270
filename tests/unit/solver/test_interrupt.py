"""A search that is stopped ends at once and gives what it has found."""

from __future__ import annotations

import os
import random
import signal
import threading
import time

import pytest
from ortools.sat.python import cp_model

from planner.solver.interrupt import Stop, run_search

PATIENCE_S = 20


def endless() -> tuple[cp_model.CpSolver, cp_model.CpModel]:
    """A knapsack of many dimensions: good packings at once, the best one not in an hour."""
    rng = random.Random(1)
    model = cp_model.CpModel()
    things = [model.new_bool_var(f"x{number}") for number in range(200)]
    for _ in range(80):
        weights = [rng.randint(1, 100) for _ in things]
        model.add(cp_model.LinearExpr.weighted_sum(things, weights) <= sum(weights) // 3)
    worth = [rng.randint(50, 100) for _ in things]
    model.maximize(cp_model.LinearExpr.weighted_sum(things, worth))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver, model


def later(what, after_s: float = 0.5) -> None:
    timer = threading.Timer(after_s, what)
    timer.daemon = True
    timer.start()


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_a_stop_ends_the_search_with_what_was_found() -> None:
    solver, model = endless()
    stop, began = Stop(), time.monotonic()
    # Long enough for a first packing on a busy machine.
    later(stop.ask, 2.0)
    assert run_search(solver, model, stop) == cp_model.FEASIBLE
    assert solver.objective_value > 0
    assert time.monotonic() - began < PATIENCE_S


def test_a_stop_that_came_before_ends_it_too() -> None:
    solver, model = endless()
    stop = Stop()
    stop.ask()
    assert run_search(solver, model, stop) in (cp_model.FEASIBLE, cp_model.UNKNOWN)


@pytest.fixture
def _pythons_own_handler():
    """Searches of other tests may have left the process without one."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before or signal.default_int_handler)


@pytest.mark.usefixtures("_pythons_own_handler")
def test_ctrl_c_without_a_handler_ends_it_and_python_has_it_back_afterwards() -> None:
    solver, model = endless()
    later(press)
    with pytest.raises(KeyboardInterrupt):
        run_search(solver, model)
    # CP-SAT's own handler would leave the process with none: the next Ctrl-C would kill it.
    with pytest.raises(KeyboardInterrupt):
        press()


def test_an_error_of_the_search_comes_through() -> None:
    solver, _ = endless()
    with pytest.raises(Exception, match="proto"):
        run_search(solver, None)  # type: ignore[arg-type]


def test_a_part_stops_with_the_whole_but_not_the_whole_with_a_part() -> None:
    whole = Stop()
    part = Stop(within=whole)
    part.ask()
    assert (part.is_asked, whole.is_asked) == (True, False)
    other = Stop(within=whole)
    whole.ask()
    assert other.is_asked
