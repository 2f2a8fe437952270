"""The methods that run in one process with CP-SAT; each gives plans over time and a bound."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from benchmarks.check import decisions, measured, of_result
from benchmarks.greedy import greedy
from benchmarks.plain import plain
from planner.problem.model import Problem
from planner.solver.effort import EFFORTS
from planner.solver.interrupt import Stop
from planner.solver.read import start
from planner.solver.rolling import rolling
from planner.solver.solve import solve
from planner.solver.variables import Variables

CUTS_S = (1.0, 5.0, 20.0)
FIRST_LEVEL = re.compile(r"shortfall: (\d+)")
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass
class Run:
    """What a method gave: (seconds, claimed shortfall) in time order, its last plan, its bound.

    The plan is by decision name, the same in every formulation; None if there is none. Of the
    planner also when its first level ended, and name, value, bound and proof of each level.
    """

    trace: list[tuple[float, int]] = field(default_factory=list)
    plan: dict[tuple[str, int, int], int] | None = None
    bound: int | None = None
    proven: bool = False
    first_s: float | None = None
    level_s: float | None = None
    levels: list[tuple[str, int, int, bool]] = field(default_factory=list)
    note: str = ""


class Trace(cp_model.CpSolverSolutionCallback):
    """Notes when each better plan was found."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began
        self.found: list[tuple[float, int]] = []

    def on_solution_callback(self) -> None:
        """Called by the solver for each better plan."""
        self.found.append((time.perf_counter() - self.began, round(self.objective_value)))


class Heard:
    """What the planner tells while it works, with the seconds of the clock or of CPU by then."""

    def __init__(self, began: float) -> None:
        self.began, self.used = began, time.process_time()
        self.first_s: float | None = None
        self.level_s: float | None = None
        self.trace: list[tuple[float, int]] = []

    def __call__(self, text: str, *, passing: bool = False) -> None:
        """Take one line; those of later levels say nothing about the first one."""
        now = time.perf_counter() - self.began
        # A busy machine stretches the clock; on a quiet one a search takes no longer than its CPU.
        now = min(now, time.process_time() - self.used)
        if self.first_s is None:
            self.first_s = now
        told = FIRST_LEVEL.match(text)
        if told is not None:
            self.trace.append((now, int(told[1])))
            self.level_s = self.level_s if passing else now


def ours(problem: Problem, seconds: float) -> Run:
    """The planner's own search, effort standard, asked to stop when the seconds are over."""
    heard = Heard(time.perf_counter())
    stop = Stop()
    timer = threading.Timer(seconds, stop.ask)
    timer.daemon = True
    timer.start()
    result = solve(problem, "standard", heard, stop)
    timer.cancel()
    if not result.levels:
        return Run(note=result.status.value)
    v = measured(problem)
    values = of_result(v, result)
    first = result.levels[0]
    return Run(
        trace=heard.trace,
        plan={name: values[index] for name, index in decisions(v).items()},
        bound=first.bound,
        proven=first.proven,
        first_s=heard.first_s,
        level_s=heard.level_s,
        levels=[(level.name, level.value, level.bound, level.proven) for level in result.levels],
        note="stopped" if stop.is_asked else "ended",
    )


def cpsat(problem: Problem, seconds: float) -> Run:
    """CP-SAT as it comes, on our formulation."""
    return _default(lambda: measured(problem), seconds)


def cpsat_plain(problem: Problem, seconds: float) -> Run:
    """CP-SAT as it comes, on the plain formulation."""
    return _default(lambda: plain(problem), seconds)


def _default(model: Callable[[], Variables], seconds: float) -> Run:
    began = time.perf_counter()
    v = model()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.perf_counter() - began))
    trace = Trace(began)
    status = solver.solve(v.model, trace)
    made = Run(trace=trace.found, note=solver.status_name(status).lower())
    if status in FOUND:
        solution = solver.response_proto.solution
        made.plan = {name: solution[index] for name, index in decisions(v).items()}
        made.bound = round(solver.best_objective_bound)
        made.proven = status == cp_model.OPTIMAL
        made.first_s = trace.found[0][0]
    return made


def script(problem: Problem, seconds: float) -> Run:
    """The greedy script; it proves nothing."""
    began = time.perf_counter()
    v = measured(problem)
    values = greedy(v, seconds)
    made = Run(note="no plan" if values is None else "plan")
    if values is not None:
        made.plan = {name: values[index] for name, index in decisions(v).items()}
        made.first_s = time.perf_counter() - began
    return made


def weekly(problem: Problem, seconds: float) -> Run:
    """The planner's own first plan, week by week, each week searched after those before it.

    It ends by its own limits; `seconds` is not looked at.
    """
    began = time.perf_counter()
    found = rolling(problem, EFFORTS["standard"].window)
    made = Run(note="no plan" if found is None else "plan")
    if found is not None:
        made.first_s = time.perf_counter() - began
        v = measured(problem)
        values = start(v, found.placements, found.paths).values
        made.plan = {name: values[index] for name, index in decisions(v).items()}
    return made


METHODS: dict[str, Callable[[Problem, float], Run]] = {
    "planner": ours,
    "cpsat": cpsat,
    "cpsat_plain": cpsat_plain,
    "weekly": weekly,
    "greedy": script,
}
