"""Cohorts as a clinic runs them: real processes, some of which are killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet
import pytest

from planner.cohort.run import Progress, plan_cohort
from tests.support.cohorts import content, documents, jsonl
from tests.support.process import PLANNER, ROOT, Terminal, environment, planner

pytestmark = pytest.mark.slow
WAIT_S = 120
CODES = {0: 6, 10: 3, 12: 3}
QUICK = ("--effort", "quick", "--plans")


@pytest.fixture(scope="module")
def intakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return jsonl(tmp_path_factory.mktemp("cohort"), documents())


@pytest.fixture(scope="module")
def undisturbed(intakes: Path) -> Path:
    """The results of a run that nothing happened to."""
    out = intakes.parent / "undisturbed"
    done = planner("cohort", intakes, "-o", out, *QUICK, "--workers", "2", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["exit_codes"] == {str(code): people for code, people in CODES.items()}
    return out


def table(out: Path, name: str) -> dict[str, list[object]]:
    return pyarrow.parquet.read_table(out / name).to_pydict()


def results(out: Path) -> int:
    return len(list((out / ".working").glob("[0-9]*.json")))


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_everybody_has_a_row_and_faults_stop_nobody(undisturbed: Path) -> None:
    statuses = table(undisturbed, "statuses")
    assert statuses["number"] == list(range(1, 13))
    assert statuses["exit_code"] == [0, 10, 0, 0, 12, 10, 0, 0, 0, 12, 12, 10]
    assert "people.jsonl:6" in str(statuses["message"][5])
    assert "age" in str(statuses["message"][5])
    for name in ("sessions", "items", "exclusions"):
        assert sorted(set(table(undisturbed, name)["number"])) == [1, 3, 4, 7, 8, 9]
    assert all(seconds > 0 for seconds in table(undisturbed, "timings")["seconds"])
    text = (undisturbed / "summary.md").read_text("utf-8")
    assert "| 12 | a doctor must be seen first; no plan | 3 | 25.0% |" in text


def test_plans_are_those_of_the_plan_command(undisturbed: Path, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(documents()[0])
    done = planner("plan", tmp_path / "good.json", "-o", tmp_path, "--effort", "quick")
    assert done.returncode == 0, done.stderr
    folder = undisturbed / "plans/part-000001/000000001-good-0"
    for name in ("plan.json", "plan.ics"):
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes()
    referral = undisturbed / "plans/part-000001/000000005-referred-0"
    assert [path.name for path in referral.iterdir()] == ["referral.txt"]


def test_killed_and_gone_on_with_other_workers_it_comes_to_the_same(
    intakes: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [PLANNER, "cohort", intakes, "-o", out, *QUICK]
    with subprocess.Popen([*command, "--workers", "2"], env=environment()) as killed:
        until(lambda: results(out) >= 3)
        workers = children_of(killed.pid)
        killed.kill()
    assert workers
    until(lambda: not any(map(is_at_work, workers)))
    there = results(out)
    assert 3 <= there < 12
    (out / ".working" / ".000000099.json.1-0.tmp").write_text('{"torn')
    done = planner("cohort", intakes, "-o", out, *QUICK, "--workers", "1", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["planned"] == 12 - there
    assert content(out) == content(undisturbed)


def state_of(process: int) -> tuple[str, int]:
    """State and parent of a process; nobody's where there is none."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "X", 0
    return fields[0], int(fields[1])


def is_at_work(process: int) -> bool:
    return state_of(process)[0] not in "XZ"


def children_of(process: int) -> list[int]:
    everybody = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [other for other in everybody if state_of(other)[1] == process]


def test_a_finished_run_plans_nobody_again(intakes: Path, undisturbed: Path) -> None:
    before = content(undisturbed)
    done = planner("cohort", "run", intakes, "-o", undisturbed, *QUICK, "--json")
    assert json.loads(done.stdout)["planned"] == 0
    assert content(undisturbed) == before
    other = planner("cohort", intakes, "-o", undisturbed, "--effort", "quick")
    assert other.returncode == 10
    assert "another effort" in other.stderr


def test_ctrl_c_keeps_what_was_planned(intakes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    terminal = Terminal("cohort", intakes, "-o", out, *QUICK, "--workers", "1")
    terminal.wait_for("2 of 12 people")
    terminal.press(b"\x03")
    assert terminal.end() == 130
    assert "the same command goes on" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert "a minute" in terminal.shown
    assert "good-0" not in terminal.shown
    assert results(out) >= 2


class Dask(NamedTuple):
    """A scheduler and two workers, each a process of its own."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def dask() -> Iterator[Dask]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
    env = environment(DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE="False")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env, "cwd": ROOT}
    with ExitStack() as stack:

        def begin(command: list[str]) -> subprocess.Popen[bytes]:
            process = stack.enter_context(subprocess.Popen(command, **quiet))  # type: ignore[call-overload]
            stack.callback(process.kill)
            return process

        one = begin([*scheduler, "--host", "127.0.0.1", "--port", str(port)])
        two = [begin([*worker, "--nthreads", "1", "--no-dashboard"]) for _ in range(2)]
        yield Dask(address, one, two)


def test_a_worker_of_a_cluster_killed_in_the_middle_loses_nobody(
    intakes: Path, undisturbed: Path, tmp_path: Path, dask: Dask
) -> None:
    out = tmp_path / "out"
    command = [PLANNER, "cohort", intakes, "-o", out, *QUICK, "--scheduler", dask.address]
    with subprocess.Popen(command, env=environment()) as run:
        until(lambda: results(out) >= 3)
        dask.workers[0].send_signal(signal.SIGKILL)
        assert run.wait(WAIT_S) == 0
    assert table(out, "statuses")["number"] == list(range(1, 13))
    assert content(out) == content(undisturbed)


def test_a_cluster_that_goes_away_is_told(intakes: Path, tmp_path: Path, dask: Dask) -> None:
    out = tmp_path / "out"
    command = [PLANNER, "cohort", intakes, "-o", out, *QUICK, "--scheduler", dask.address]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as run:
        until(lambda: results(out) >= 1)
        dask.scheduler.send_signal(signal.SIGKILL)
        told = run.communicate(timeout=WAIT_S)[1]
    assert run.returncode == 16
    assert "the same command goes on" in told
    assert "Traceback" not in told


def test_a_local_cluster_gives_the_same_rows(undisturbed: Path, tmp_path: Path) -> None:
    from distributed import LocalCluster

    few = jsonl(tmp_path, documents()[:3])
    with LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address=None, env={"PYTHONPATH": str(ROOT)}
    ) as cluster:
        plan_cohort(few, tmp_path / "out", effort="quick", scheduler=cluster.scheduler_address)
    whole = table(undisturbed, "items")
    rows = [n for n, number in enumerate(whole["number"]) if number in (1, 3)]
    found = table(tmp_path / "out", "items")
    assert found == {name: [values[n] for n in rows] for name, values in whole.items()}


def test_parts_are_bound_and_progress_is_told(tmp_path: Path) -> None:
    # Nobody here can be planned, so this takes no time.
    people = 60
    place = jsonl(tmp_path, [f'{{"id": {n}}}' for n in range(people)])
    told: list[Progress] = []
    done = plan_cohort(
        place, tmp_path / "out", effort="quick", workers=1, part_size=7, tell=told.append
    )
    assert done.exit_codes == {10: people}
    assert [now.done for now in told] == list(range(1, people + 1))
    assert {now.people for now in told} == {people}
    assert told[-1].seconds_left == 0
    assert told[0].rate > 0
    assert len(list((tmp_path / "out" / "statuses").iterdir())) == 9


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("nowhere.csv", "-o", "out"), 10, "no such file"),
        (("examples", "-o", "out", "--workers", "0"), 2, "--workers"),
        (("examples", "-o", "out", "--workers", "1", "--scheduler", "tcp://a:1"), 2, "--workers"),
        (("examples", "-o", "out", "--template", "generl_low_back"), 11, "general_low_back"),
        (("examples",), 2, "--output"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    arguments: tuple[str, ...], code: int, word: str, tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = planner("cohort", *arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError")
    env = environment(PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT)]))
    done = planner("cohort", ROOT / "examples", "-o", tmp_path / "out", env=env)
    assert done.returncode == 2
    assert "rehab-planner[cohort]" in done.stderr
    assert not (tmp_path / "out").exists()
