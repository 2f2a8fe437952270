"""What the solver found: placements and what is proven about them."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from planner.problem.model import Option


class SolveStatus(Enum):
    """Outcome of the whole search, never better than what was proven."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class Level(Struct, frozen=True, kw_only=True):
    """One lexicographic level. `scope` says what the bound holds for.

    `joint`: every plan that is as good on the levels before. `given`: every plan that keeps the
    prescription (items, ladder weeks, days and minutes a week) found by the first two levels.
    """

    name: str
    value: int
    bound: int
    proven: bool
    scope: str


class Placement(Struct, frozen=True, kw_only=True):
    """One item in one slot; `units` (endurance) and `sets` (strength) are 0 for the rest."""

    candidate: int
    option: Option
    slot: int
    units: int
    sets: int


class End(Struct, frozen=True, kw_only=True):
    """One end of what fewer changes cost: points of the plan that comes first on `first`."""

    first: str
    changes: int
    shortfall: int
    proven: bool


class SolveResult(Struct, frozen=True, kw_only=True):
    """Result of one search; `placements` is empty unless the status is optimal or feasible."""

    status: SolveStatus
    levels: tuple[Level, ...] = ()
    placements: tuple[Placement, ...] = ()
    paths: dict[int, int] = {}
    ends: tuple[End, ...] = ()
