"""The folder of a run: nobody lost, nobody twice, whatever ended the command."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pyarrow.parquet
import pytest

from planner.cohort import folder as module
from planner.cohort.folder import Folder
from planner.cohort.one import Result
from planner.cohort.people import Person
from planner.errors import BadInput, OutputError
from tests.support.cohorts import content, person, result

HEAD: dict[str, object] = {"part_size": 3}
PEOPLE = [person(number, f"{{{number}}}") for number in range(1, 9)]
FILES = {"plan.json": b"{}"}


def numbers(folder: Path, table: str = "statuses") -> list[int]:
    files = sorted((folder / table).glob("part-*"))
    return [n for file in files for n in pyarrow.parquet.read_table(file)["number"].to_pylist()]


def planned_result(someone: Person) -> Result:
    row = {"number": someone.number, "date": "2027-01-04", "session": "w1", "week": 1}
    return result(someone, status={"id": "x"}, sessions=[row])


def filled(path: Path, order: list[int]) -> Path:
    """Everybody, in the order in which they are ready."""
    folder = Folder(path, HEAD)
    assert not any(folder.has(someone) for someone in PEOPLE)
    for place in order:
        folder.keep(planned_result(PEOPLE[place]))
    folder.finish(len(PEOPLE))
    folder.close()
    return path


def test_the_order_of_finishing_does_not_matter(tmp_path: Path) -> None:
    order = list(range(len(PEOPLE)))
    one = filled(tmp_path / "one", order)
    assert numbers(one) == numbers(one, "sessions") == [1, 2, 3, 4, 5, 6, 7, 8]
    for seed in range(3):
        random.Random(seed).shuffle(order)
        assert content(filled(tmp_path / f"{seed}", order)) == content(one)


class Killed(BaseException):
    """Nothing may catch it."""


@pytest.mark.parametrize("instant", range(36))
def test_killed_at_any_write(instant: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = filled(tmp_path / "whole", list(range(len(PEOPLE))))
    path = tmp_path / "killed"
    with monkeypatch.context() as patch:
        left = iter([None] * instant)
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, while_any(left, getattr(Path, name)))
        # What a killed process leaves is left.
        patch.setattr(ExitStack, "callback", lambda *_, **__: None)
        with suppress(Killed):
            run(path)
    there = with_result(path)
    assert sorted([*there, *run(path)]) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert content(path) == content(whole)


def while_any(left: Iterator[None], act: Callable[..., object]) -> Callable[..., object]:
    def counted(*arguments: object, **named: object) -> object:
        if next(left, ...) is ...:
            raise Killed
        return act(*arguments, **named)

    return counted


def run(path: Path) -> list[int]:
    """One after the other; who was planned now."""
    planned = []
    with closing(Folder(path, HEAD)) as folder:
        for someone in PEOPLE:
            if not folder.has(someone):
                folder.keep(planned_result(someone))
                planned.append(someone.number)
        folder.finish(len(PEOPLE))
    return planned


def with_result(path: Path) -> set[int]:
    files = (path / ".working").glob("[0-9]*.json")
    return {int(file.stem) for file in files} | set(numbers(path))


def test_a_finished_run_is_there_and_stays(tmp_path: Path) -> None:
    path = filled(tmp_path / "out", list(range(len(PEOPLE))))
    before = content(path)
    folder = Folder(path, HEAD)
    assert all(folder.has(someone) for someone in PEOPLE)
    folder.finish(len(PEOPLE))
    folder.close()
    assert content(path) == before


@pytest.mark.parametrize("people", [2, 3, 7, 9])
def test_other_people_are_refused(people: int, tmp_path: Path) -> None:
    path = filled(tmp_path / "out", list(range(len(PEOPLE))))
    folder = Folder(path, HEAD)
    now = [person(number, f"{{{number}}}") for number in range(1, people + 1)]
    with pytest.raises(BadInput, match="choose another folder"):  # noqa: PT012
        for someone in now:
            folder.has(someone)
        folder.finish(people)
    folder.close()


@pytest.mark.parametrize("finished", [True, False])
def test_a_changed_intake_is_refused(finished: bool, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out", HEAD)
    for someone in PEOPLE[: 3 if finished else 2]:
        folder.keep(result(someone))
    folder.close()
    folder = Folder(tmp_path / "out", HEAD)
    assert folder.has(PEOPLE[0])
    with pytest.raises(BadInput, match="jsonl:2: is not the intake"):
        folder.has(person(2, "{}"))
    folder.close()


def test_other_settings_are_refused(tmp_path: Path) -> None:
    Folder(tmp_path, HEAD).close()
    with pytest.raises(OutputError, match="another effort"):
        Folder(tmp_path, {"part_size": 3, "effort": "quick"})


def test_a_second_command_is_refused(tmp_path: Path) -> None:
    first = Folder(tmp_path, HEAD)
    with pytest.raises(OutputError, match="at work"):
        Folder(tmp_path, HEAD)
    first.close()
    Folder(tmp_path, HEAD).close()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        Folder(tmp_path / "file" / "out", HEAD)


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        folder = Folder(tmp_path / "out", HEAD)
        folder.keep(result(PEOPLE[0], status={"id": "x"}, files=FILES))
    finally:
        os.umask(previous)
    paths = list((tmp_path / "out").rglob("*"))
    assert (tmp_path / "out/plans/part-000001/000000001-x/plan.json").read_bytes() == b"{}"
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths}
    assert modes == {(True, 0o700), (False, 0o600)}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    folder.close()


def test_plans_stand_before_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path / "out", HEAD)
    written: list[str] = []
    monkeypatch.setattr(module, "write_all", lambda files: written.extend(f.name for f in files))
    folder.keep(result(PEOPLE[0], status={"id": "x"}, files=FILES))
    assert written == ["plan.json", "000000001.json"]
    folder.close()
