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
    """Slices of each objective level, in order; a proof ends the level early.

    `window` is the slice of each window of the first plan.
    """

    name: str
    window: Slice
    levels: tuple[tuple[Slice, ...], ...]


def _effort(name: str, window: Slice, first: float, second: float, later: float) -> Effort:
    # Measured: cores close the gap on roomy calendars, the plain search finds better plans on
    # tight ones; the later levels need the linear relaxation.
    level_1 = [Slice(limit=first, linearization=0, core=True)] if first else []
    if second:
        level_1.append(Slice(limit=second, linearization=1))
    following = (Slice(limit=later, linearization=2),)
    return Effort(
        name=name, window=window, levels=(tuple(level_1), following, following, following)
    )


EFFORTS = {
    effort.name: effort
    for effort in (
        _effort("quick", Slice(limit=0.05, linearization=0), 0.0, 0.0, 0.05),
        _effort("standard", Slice(limit=0.08, linearization=1), 0.4, 0.0, 0.15),
        _effort("thorough", Slice(limit=0.5, linearization=1), 15.0, 8.0, 4.0),
    )
}
