"""The weeks of a problem that a model leaves open."""

from __future__ import annotations

from msgspec import Struct

from planner.solver.result import Placement


class Horizon(Struct, frozen=True):
    """Weeks that are open; what lies before them is fixed, what lies after is left out."""

    first: int
    last: int
    past: tuple[Placement, ...] = ()
