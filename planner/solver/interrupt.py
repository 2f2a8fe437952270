"""A search that can be stopped: what was found until then is kept.

CP-SAT's own handler of Ctrl-C is switched off: it swallows the signal, and after the first search
it leaves the process without any. While CP-SAT works, the thread that called it runs no Python, so
no other handler either; therefore it works in a thread of its own and the caller waits.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

LOOK_EVERY_S = 0.05


class Stop:
    """The wish to end the search, and whether there is anything to keep.

    Attributes:
        has_plan: a plan was found; from now on a stop keeps it.
    """

    def __init__(self, within: Stop | None = None) -> None:
        """A stop of a part of the search also stops when the search `within` which it is does."""
        self.has_plan = False
        self._asked = False
        self._within = within

    def ask(self) -> None:
        """Let the search end soon."""
        self._asked = True

    @property
    def is_asked(self) -> bool:
        """Someone wants the search to end."""
        return self._asked or (self._within is not None and self._within.is_asked)


def run_search(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Stop | None = None
) -> cp_model.CpSolverStatus:
    """Solve the model; ends early once a stop is asked for, with what was found by then.

    Raises:
        KeyboardInterrupt: Ctrl-C where no handler turned it into a stop; the search has ended.
    """
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(max_workers=1) as thread:
        running = thread.submit(solver.solve, model)
        try:
            while not wait([running], LOOK_EVERY_S).done:
                if stop is not None and stop.is_asked:
                    _end(solver, running)
        except KeyboardInterrupt:
            _end(solver, running)
            raise
        return running.result()


def _end(solver: cp_model.CpSolver, running: Future[cp_model.CpSolverStatus]) -> None:
    """Stop the search and wait until it has ended."""
    while not running.done():
        # Again and again: a request that comes before the search has begun is lost.
        solver.stop_search()
        wait([running], LOOK_EVERY_S)
