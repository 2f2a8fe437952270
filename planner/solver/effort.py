"""Search limits in deterministic time, so that the same input gives the same plan."""

from __future__ import annotations

from msgspec import Struct


class Slice(Struct, frozen=True, kw_only=True):
    """One stretch of search with its own strategy.

    Attributes:
        limit: deterministic time (about two seconds of one quiet core per unit).
        linearization: CP-SAT's `linearization_level`.
        core: search by unsatisfiable cores; proves level 1 where the plain search does not.
    """

    limit: float
    linearization: int
    core: bool = False


class Effort(Struct, frozen=True, kw_only=True):
    """Slices of each objective level, in order; a proof ends the level early."""

    name: str
    levels: tuple[tuple[Slice, ...], ...]


def _effort(name: str, first: float, second: float, later: float) -> Effort:
    # Measured: cores close the gap on roomy calendars, the plain search finds better plans on
    # tight ones; the later levels need the linear relaxation.
    level_1 = (
        Slice(limit=first, linearization=0, core=True),
        Slice(limit=second, linearization=0),
        Slice(limit=second, linearization=1),
    )
    following = (Slice(limit=later, linearization=2),)
    return Effort(name=name, levels=(level_1, following, following, following))


EFFORTS = {
    effort.name: effort
    for effort in (
        _effort("quick", 0.3, 0.1, 0.1),
        _effort("standard", 2.5, 0.7, 0.4),
        _effort("thorough", 20.0, 8.0, 4.0),
    )
}
