"""Demands that a request can clash with: each can carry a guard literal for a conflict search."""

from __future__ import annotations

from collections.abc import Mapping

from planner.problem.bounds import DayDemand, FirstDemand, Gap, MinutesFloor
from planner.problem.model import Problem
from planner.solver.constraints import day_demands, gaps, minutes_floors
from planner.solver.constraints.capacity import TIME
from planner.solver.variables import IntVar, Variables


def demands(problem: Problem) -> tuple[DayDemand | Gap | MinutesFloor, ...]:
    """Every hard demand with a name; several may share one."""
    hard = (demand for demand in problem.day_demands if not demand.weight)
    return (*hard, *problem.gaps, *problem.minutes_floors)


def names(problem: Problem) -> tuple[str, ...]:
    """Whatever a conflict can name: the time given, the demands and the orders, each once."""
    named: tuple[DayDemand | Gap | MinutesFloor | FirstDemand, ...]
    named = (*demands(problem), *problem.first_demands)
    return (TIME, *dict.fromkeys(one.id for one in named))


def add(v: Variables, guards: Mapping[str, IntVar] | None = None) -> None:
    """Add every demand; with guards, only while the guard of its id is true."""
    for family in (day_demands, gaps, minutes_floors):
        family.add(v, guards)
