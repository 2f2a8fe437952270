"""Search limits in deterministic time, so that the same input gives the same plan."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

# Longer programmes are searched window by window.
LONG_WEEKS = 16


class Slice(Struct, frozen=True, kw_only=True):
    """One stretch of search with its own strategy.

    Attributes:
        limit: deterministic time (about one second of one quiet core per unit).
        linearization: CP-SAT's `linearization_level`.
        probes: presolve probes variables; dear in short runs.
        passes: how often presolve simplifies the model; None = as often as it wants. With a number
            it does not look for symmetries and overlapping rows either, which costs more than it
            saves in a small part of a plan.
        bounds: search for the bound, not for plans, with a tree of its own.
        shaves: search for the bound by asking again and again whether the least that is left open
            can be had.
        any_plan: the first plan found ends the search.
    """

    limit: float
    linearization: int
    probes: bool = True
    passes: int | None = None
    bounds: bool = False
    shaves: bool = False
    any_plan: bool = False

    def part(self, share: float) -> Slice:
        """The same search with a share of the limit."""
        return replace(self, limit=self.limit * share)


class LevelEffort(Struct, frozen=True, kw_only=True):
    """What one objective level may cost.

    Attributes:
        improve: deterministic time of the large neighbourhood search.
        weekly: search of each week on its own; it bounds the first level only.
        again: the same, longer, of the weeks in which the plan is not proven the best.
        beginning: search of the first weeks together, where what may begin is capped.
        prove: search of the whole model, beside the improving: mostly for the bound.
    """

    improve: float
    weekly: Slice | None = None
    again: Slice | None = None
    beginning: Slice | None = None
    prove: Slice | None = None


class Effort(Struct, frozen=True, kw_only=True):
    """Limits of the first plans' windows and of each objective level in order.

    `window` makes a plan soon; `second`, if any, is longer and mostly makes a better one to begin
    with.
    `revision` limits the search for the fewest changes, `revision_first` that for the least
    shortfall of a revision, `revision_level` that for few changes among plans that are good enough.
    """

    name: str
    window: Slice
    second: Slice | None = None
    levels: tuple[LevelEffort, ...]
    revision: Slice
    revision_first: LevelEffort
    revision_level: LevelEffort


def _first(improve: float, weekly: float, prove: float, again: float | None = None) -> LevelEffort:
    # Measured: a bound needs the linear relaxation, of more than a week a tree search of its own
    # too; a better plan is found without it.
    bound = Slice(limit=prove, linearization=2, bounds=True)
    return LevelEffort(
        improve=improve,
        weekly=Slice(limit=weekly, linearization=2, shaves=True),
        again=Slice(limit=again, linearization=2, shaves=True) if again is not None else None,
        beginning=bound,
        prove=bound,
    )


def _later(improve: float, prove: float) -> LevelEffort:
    return LevelEffort(improve=improve, prove=Slice(limit=prove, linearization=2))


def _fast(limit: float) -> Slice:
    # Measured: fewest changes are found and proven without the linear relaxation and probing.
    return Slice(limit=limit, linearization=0, probes=False)


WINDOW = Slice(limit=0.03, linearization=0, probes=False)
EFFORTS = {
    effort.name: effort
    for effort in (
        Effort(
            name="quick",
            window=WINDOW,
            levels=tuple(LevelEffort(improve=limit) for limit in (0.25, 0.05, 0.0, 0.0)),
            revision=_fast(1.0),
            revision_first=LevelEffort(improve=0.25),
            revision_level=LevelEffort(improve=0.4, prove=_fast(0.2)),
        ),
        Effort(
            name="standard",
            window=WINDOW,
            second=WINDOW.part(4),
            levels=(
                _first(5.0, 0.3, 0.8, again=1.0),
                _later(0.25, 0.25),
                # People notice a steady rhythm, and it is found late.
                _later(0.5, 0.25),
                _later(0.25, 0.15),
            ),
            revision=_fast(2.0),
            revision_first=LevelEffort(improve=0.6),
            revision_level=LevelEffort(improve=0.8, prove=_fast(0.5)),
        ),
        Effort(
            name="thorough",
            window=WINDOW,
            second=WINDOW.part(10),
            levels=(
                _first(60.0, 2.0, 20.0, again=10.0),
                _later(10.0, 10.0),
                _later(5.0, 5.0),
                _later(5.0, 5.0),
            ),
            revision=_fast(20.0),
            revision_first=_first(20.0, 1.0, 5.0),
            revision_level=LevelEffort(improve=10.0, prove=Slice(limit=20.0, linearization=1)),
        ),
    )
}
