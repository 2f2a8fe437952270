"""Where people are planned: processes of this machine, or a Dask cluster that is there already."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from typing import Protocol

from planner.cohort.extra import dask
from planner.cohort.one import Result, Settings, lost, planned
from planner.cohort.people import Person
from planner.errors import ExitCode, PlannerError

# People handed out for each that is at work: enough that nobody waits, few enough to forget.
AHEAD = 2
# People whom a process plans: memory that the solver's threads leave in pieces then comes back.
RENEWED_AFTER = 200
CONNECT_S = 20


class ClusterFault(PlannerError):
    """The cluster cannot be reached, or is gone; what was planned is kept."""

    exit_code = ExitCode.SERVER


class Pool(Protocol):
    """Something that plans people.

    Attributes:
        width: how many people it should have at any time.
    """

    width: int

    def submit(self, person: Person, settings: Settings) -> Future[Result]:
        """Begin with a person."""

    def result(self, person: Person, settings: Settings, future: Future[Result]) -> Result:
        """What became of a person whose future has ended."""


def results(pool: Pool, people: Iterable[Person], settings: Settings) -> Iterator[Result]:
    """Plan people; results come as they are ready, and few people are held at any time."""
    flying: dict[Future[Result], Person] = {}
    for person in people:
        flying[pool.submit(person, settings)] = person
        if len(flying) >= pool.width:
            yield from _landed(pool, flying, settings)
    while flying:
        yield from _landed(pool, flying, settings)


def _landed(
    pool: Pool, flying: dict[Future[Result], Person], settings: Settings
) -> Iterator[Result]:
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        yield pool.result(flying.pop(future), settings, future)


class Processes:
    """Processes of this machine, replaced from time to time, or when one is ended from outside."""

    def __init__(self, workers: int) -> None:
        self.width = AHEAD * workers
        self._workers = workers
        self._given = 0
        self.executor = processes(workers)

    def submit(self, person: Person, settings: Settings) -> Future[Result]:
        """Begin with a person."""
        if self._given == RENEWED_AFTER * self._workers:
            self._renew()
        self._given += 1
        try:
            return self.executor.submit(planned, person, settings)
        except BrokenExecutor:
            self._renew()
            return self.executor.submit(planned, person, settings)

    def _renew(self) -> None:
        """Others begin with what comes; those that are there end with what they have."""
        self.executor.shutdown(wait=False)
        self.executor = processes(self._workers)
        self._given = 0

    def result(self, person: Person, settings: Settings, future: Future[Result]) -> Result:
        """As planned; who was lost with a process is planned alone, to see who ended it."""
        try:
            return future.result()
        except BrokenExecutor:
            pass
        with processes(1) as alone:
            try:
                return alone.submit(planned, person, settings).result()
            except BrokenExecutor:
                return lost(person)


class Cluster:
    """Workers of a Dask cluster. Who is lost with a worker goes to another by Dask's own doing."""

    def __init__(self, executor: Executor, threads: int) -> None:
        self.executor = executor
        self.width = AHEAD * max(threads, 1)
        self._killed = dask().scheduler.KilledWorker

    def submit(self, person: Person, settings: Settings) -> Future[Result]:
        """Begin with a person.

        Raises:
            ClusterFault: the cluster is gone.
        """
        try:
            return self.executor.submit(planned, person, settings)
        except Exception as error:
            raise _fault(error) from None

    def result(self, person: Person, settings: Settings, future: Future[Result]) -> Result:
        """As planned, or lost after several workers.

        Raises:
            ClusterFault: the cluster is gone, or its workers cannot plan.
            OtherPlanner: a worker would make other plans.
        """
        try:
            return future.result()
        except self._killed:
            return lost(person)
        except PlannerError:
            raise
        except Exception as error:
            raise _fault(error) from None


def _fault(error: Exception) -> ClusterFault:
    return ClusterFault(
        f"the cluster is gone, or its workers have not this planner ({type(error).__name__}); "
        "what was planned is kept, and the same command goes on from there"
    )


@contextmanager
def local(workers: int) -> Iterator[Processes]:
    """As many processes of this machine; none is left behind."""
    pool = Processes(workers)
    try:
        yield pool
    except BaseException:
        pool.executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    pool.executor.shutdown()


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster of a scheduler.

    Raises:
        PlannerError: Dask is not installed.
        ClusterFault: nobody answers there.
    """
    distributed = dask()
    _silence()
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        text = f"{address}: no scheduler answers ({type(error).__name__}); check the address"
        raise ClusterFault(text) from None
    with client:
        threads = sum(client.nthreads().values())
        yield Cluster(client.get_executor(pure=False), threads)


def _silence() -> None:
    """Dask logs errors with whole tracebacks; what matters of them is said by us."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def processes(workers: int) -> ProcessPoolExecutor:
    """Processes that Ctrl-C does not reach and that end with this one, even if it is killed."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)
    if threading.current_thread() is not threading.main_thread():
        return pool
    # They are started now and inherit that the signal is ignored.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool.submit(int)
    finally:
        signal.signal(signal.SIGINT, before)
    return pool


def end_with_parent() -> None:
    """Watch the parent: a worker waits for work for ever if nobody tells it to end."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
