"""Ctrl-C: a clear line; during `planner plan` the best plan so far is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from planner.errors import Interrupted, PlannerError
from planner.told import later, told

if TYPE_CHECKING:
    from planner.solver.interrupt import Stop

Handler = Callable[[int, FrameType | None], None]
BEFORE = later("interrupted before there was a plan; nothing was written")
KEPT = later("stopped; the best plan so far was kept")


class Pressed:
    """Whether Ctrl-C was pressed, because an import that it cuts short may end in any error."""

    def __init__(self) -> None:
        self.is_pressed = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Handle the signal."""
        self.is_pressed = True
        raise KeyboardInterrupt


@contextmanager
def handled_by(handler: Handler) -> Iterator[None]:
    """Ctrl-C goes to the handler while this is open."""
    # Only the main thread of a process may handle signals.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Once there is a plan, the first Ctrl-C only ends the search; a second one ends the command.

    Raises:
        Interrupted: Ctrl-C before there was a plan; or, at the end, after the plan was kept.
    """
    from planner.solver.interrupt import Stop

    if _was_pressed():
        raise Interrupted(told(BEFORE))
    stop = Stop()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        is_second = stop.is_asked
        stop.ask()
        if is_second or not stop.has_plan:
            raise KeyboardInterrupt

    try:
        with handled_by(handle):
            yield stop
    except PlannerError:
        raise
    except BaseException:
        if stop.is_asked and not stop.has_plan:
            raise Interrupted(told(BEFORE)) from None
        raise
    if stop.is_asked:
        raise Interrupted(told(KEPT))


def _was_pressed() -> bool:
    """Ctrl-C came during the imports, and what Python was doing then swallowed it."""
    handler = signal.getsignal(signal.SIGINT)
    return isinstance(handler, Pressed) and handler.is_pressed
