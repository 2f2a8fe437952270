"""Ctrl-C during `planner plan`: what is kept, what is raised, and that nothing else is hidden."""

from __future__ import annotations

import contextlib
import os
import signal

import pytest

from planner.cli.interrupt import BEFORE, KEPT, Pressed, handled_by, stoppable
from planner.errors import Infeasible, Interrupted


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def work(presses: int, *, has_plan: bool, error: Exception | None = None) -> None:
    """Ctrl-C so many times while the work goes on, which may end in an error."""
    with stoppable() as stop:
        stop.has_plan = has_plan
        for _ in range(presses):
            press()
        assert stop.is_asked == (presses > 0)
        if error is not None:
            raise error


def test_without_ctrl_c_nothing_happens() -> None:
    before = signal.getsignal(signal.SIGINT)
    work(0, has_plan=True)
    assert signal.getsignal(signal.SIGINT) is before


def test_once_keeps_the_plan() -> None:
    with pytest.raises(Interrupted, match=KEPT):
        work(1, has_plan=True)


def test_twice_ends_the_command() -> None:
    with pytest.raises(KeyboardInterrupt):
        work(2, has_plan=True)


def test_before_there_is_a_plan() -> None:
    with pytest.raises(Interrupted, match=BEFORE):
        work(1, has_plan=False)


def cut_short() -> None:
    """An import of a module in C may turn Ctrl-C into another error."""
    with stoppable():
        try:
            press()
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None


def test_a_press_that_an_import_swallowed_is_not_forgotten() -> None:
    with handled_by(Pressed()):
        with contextlib.suppress(KeyboardInterrupt):
            press()
        with pytest.raises(Interrupted, match=BEFORE):
            work(0, has_plan=True)


def test_an_import_that_is_cut_short_is_an_interruption() -> None:
    with pytest.raises(Interrupted, match=BEFORE):
        cut_short()


@pytest.mark.parametrize(
    ("error", "presses"), [(Infeasible("no time"), 1), (ZeroDivisionError(), 0)]
)
def test_no_other_error_is_hidden(error: Exception, presses: int) -> None:
    with pytest.raises(type(error)):
        work(presses, has_plan=True, error=error)
