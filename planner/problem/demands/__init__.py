"""Requirements and orders of the rules as demands on candidates, by name."""

from planner.problem.demands.caps import (
    minutes_caps,
    new_caps,
    session_caps,
    step_caps,
    varieties,
)
from planner.problem.demands.days import day_demands, gaps
from planner.problem.demands.granted import balances, least_days, reserved, spread, wish_demands
from planner.problem.demands.index import Index, source_of
from planner.problem.demands.orders import first_demands, sequences
from planner.problem.demands.possible import DOSE

__all__ = [
    "DOSE",
    "Index",
    "balances",
    "day_demands",
    "first_demands",
    "gaps",
    "least_days",
    "minutes_caps",
    "new_caps",
    "reserved",
    "sequences",
    "session_caps",
    "source_of",
    "spread",
    "step_caps",
    "varieties",
    "wish_demands",
]
