"""People handed out to workers: few at a time, nobody lost."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future

import pytest
from distributed.scheduler import KilledWorker

from planner.cohort import pools
from planner.cohort.one import DEFECT, OtherPlanner, Result, Settings, made_with, planned
from planner.cohort.people import Person
from planner.cohort.pools import Cluster, ClusterFault, Processes, cluster, local, results
from tests.support.cohorts import person, result

SETTINGS = Settings("quick", None, None, False, made_with(None))
DEADLY = b"deadly"


class AtOnce:
    """Has each result before it is asked for; counts who was handed out."""

    width = 3

    def __init__(self) -> None:
        self.given = 0

    def submit(self, person: Person, settings: Settings) -> Future[Result]:
        self.given += 1
        future: Future[Result] = Future()
        future.set_result(result(person))
        return future

    def result(self, person: Person, settings: Settings, future: Future[Result]) -> Result:
        return future.result()


def test_few_people_are_held_and_nobody_is_lost() -> None:
    pool, drawn = AtOnce(), 0

    def people() -> Iterator[Person]:
        nonlocal drawn
        for number in range(1, 101):
            drawn += 1
            yield person(number)

    seen = []
    for one in results(pool, people(), SETTINGS):
        seen.append(one.number)
        assert drawn - len(seen) <= pool.width
    assert sorted(seen) == list(range(1, 101))
    assert pool.given == 100


def end_or_plan(someone: Person, settings: Settings) -> Result:
    """In a worker: one of the people ends every process."""
    if someone.data == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return result(someone)


def test_who_ends_processes_is_found_and_all_others_are_planned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pools, "planned", end_or_plan)
    people = [person(1), person(2, DEADLY.decode()), *map(person, range(3, 8))]
    with local(1) as pool:
        found = {one.number: one for one in results(pool, people, SETTINGS)}
    assert sorted(found) == [1, 2, 3, 4, 5, 6, 7]
    codes = {number: one.status["exit_code"] for number, one in found.items()}
    assert codes == {number: DEFECT if number == 2 else 10 for number in found}
    assert "ended" in found[2].status["message"]
    assert found[2].status["intake"] == people[1].digest


def tell_process(someone: Person, settings: Settings) -> Result:
    return result(someone, os.getpid())


def test_processes_are_replaced_and_lose_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "planned", tell_process)
    monkeypatch.setattr(pools, "RENEWED_AFTER", 3)
    with local(1) as pool:
        found = list(results(pool, map(person, range(1, 9)), SETTINGS))
    assert sorted(one.number for one in found) == [1, 2, 3, 4, 5, 6, 7, 8]
    processes = Counter(one.status["exit_code"] for one in found)
    assert sorted(processes.values()) == [2, 3, 3]
    end = time.monotonic() + 10
    while any(map(is_running, processes)):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_error_leaves_no_process_behind() -> None:
    with pytest.raises(ZeroDivisionError), local(1) as pool:  # noqa: PT012
        assert isinstance(pool, Processes)
        process = pool.executor.submit(os.getpid).result()
        busy = pool.executor.submit(time.sleep, 60)
        while not busy.running():
            time.sleep(0.01)
        time.sleep(0.5)
        raise ZeroDivisionError
    end = time.monotonic() + 10
    while is_running(process):
        assert time.monotonic() < end
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_nobody_plans_with_another_planner() -> None:
    other = Settings("quick", None, None, False, "0.0.1 abc")
    with pytest.raises(OtherPlanner, match="another version"):
        planned(person(1), other)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "CONNECT_S", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterFault, match=address), cluster(address):
            pass


def test_a_cluster_that_goes_away_is_told_and_a_lost_person_too() -> None:
    pool = Cluster(None, 0)  # type: ignore[arg-type]
    assert pool.width == pools.AHEAD
    for error in (CancelledError(), OSError(), ModuleNotFoundError()):
        future: Future[Result] = Future()
        future.set_exception(error)
        with pytest.raises(ClusterFault, match="kept"):
            pool.result(person(1), SETTINGS, future)
    with pytest.raises(ClusterFault, match="kept"):
        pool.submit(person(1), SETTINGS)
    other: Future[Result] = Future()
    other.set_exception(OtherPlanner())
    with pytest.raises(OtherPlanner):
        pool.result(person(1), SETTINGS, other)
    killed: Future[Result] = Future()
    killed.set_exception(KilledWorker("planned", None, 3))
    found = pool.result(person(9), SETTINGS, killed)
    assert (found.number, found.status["exit_code"]) == (9, DEFECT)
