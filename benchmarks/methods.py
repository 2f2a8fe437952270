"""The methods that run in one process with CP-SAT; each gives plans over time and a bound."""

from __future__ import annotations

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
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass
class Run:
    """What a method gave: (seconds, claimed shortfall) in time order, its last plan, its bound.

    The plan is by decision name, the same in every formulation; None if there is none.
    """

    trace: list[tuple[float, int]] = field(default_factory=list)
    plan: dict[tuple[str, int, int], int] | None = None
    bound: int | None = None
    proven: bool = False
    first_s: float | None = None
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


def ours(problem: Problem, seconds: float) -> Run:
    """The planner's own search, effort standard, asked to stop at each cut of time.

    The search tells nothing between its levels, so every cut is a run of its own; the run with
    the longest time gives the plan and the bound.
    """
    made = Run()
    for cut in sorted({*(c for c in CUTS_S if c < seconds), seconds}):
        _stopped(problem, cut, made)
        if made.trace and made.trace[-1][0] < cut and made.note == "ended":
            break
    return made


def _stopped(problem: Problem, cut: float, made: Run) -> None:
    began = time.perf_counter()
    first: list[float] = []
    level: list[float] = []

    def tell(line: str) -> None:
        (first if not first else level).append(time.perf_counter() - began)

    stop = Stop()
    timer = threading.Timer(cut, stop.ask)
    timer.daemon = True
    timer.start()
    result = solve(problem, "standard", tell, stop)
    timer.cancel()
    made.note = "stopped" if stop.is_asked else "ended"
    if not result.levels:
        made.note = result.status.value
        return
    made.first_s = first[0] if made.first_s is None else min(made.first_s, first[0])
    one = result.levels[0]
    # A stop is obeyed at the next look: the time is the wish, the plan that of the wish.
    made.trace.append((max(first[0], min(level[0], cut)), one.value))
    if made.plan is None or one.value <= min(value for _, value in made.trace):
        v = measured(problem)
        values = of_result(v, result)
        made.plan = {name: values[index] for name, index in decisions(v).items()}
    made.bound = one.bound if made.bound is None else max(made.bound, one.bound)
    made.proven = made.proven or one.proven


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
