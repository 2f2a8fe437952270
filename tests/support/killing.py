"""Commands of the planner that are killed (SIGKILL) at random instants."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from planner.cli.main import main
from planner.store.store import Store

WRITES = ("create", "append", "restore", "delete")
# Longest wait between the first write and the kill, in seconds: a little more than writing takes.
WRITING_S = 0.03


def run(arguments: list[str]) -> None:
    """The command as the console script runs it, in this process."""
    with contextlib.suppress(SystemExit):
        main(arguments)


def seconds_of(arguments: list[str]) -> float:
    """How long the command takes when nobody kills it."""
    started = time.monotonic()
    pid = _fork(arguments, lambda: None)
    os.waitpid(pid, 0)
    return time.monotonic() - started


def killed(arguments: list[str], longest: float, dice: random.Random) -> bool:
    """Run the command in a child and kill it; whether it was still running.

    Every other time the instant lies anywhere in the command, else right after it began to write.
    """
    anywhere = dice.random() < 0.5
    reads, writes = os.pipe()
    pid = _fork(arguments, lambda: os.write(writes, b"w"))
    os.close(writes)
    if anywhere:
        time.sleep(dice.uniform(0, longest))
    else:
        select.select([reads], [], [], longest)
        time.sleep(dice.uniform(0, WRITING_S))
    os.kill(pid, signal.SIGKILL)
    os.close(reads)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _fork(arguments: list[str], writing: Callable[[], object]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        with Path(os.devnull).open("w") as nowhere:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        for name in WRITES:
            setattr(Store, name, _announced(getattr(Store, name), writing))
        run(arguments)
    finally:
        os._exit(0)


def _announced(
    method: Callable[..., object], writing: Callable[[], object]
) -> Callable[..., object]:
    def announced(*arguments: object) -> object:
        writing()
        return method(*arguments)

    return announced
