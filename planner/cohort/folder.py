"""The folder of a run: results as they come, tables part by part, and what is there already.

Each result is a small file until all of its part are there; then the part becomes tables, and its
files go. Whatever ends the command, every result is in one of the two, once.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.cohort.columns import STATUSES, TABLES
from planner.cohort.one import Result
from planner.cohort.people import Person
from planner.cohort.tables import read_column, tables
from planner.documents import refuse_unwritable, write_all
from planner.documents.write import FOLDER_MODE
from planner.errors import BadInput, OutputError, Problem

HEAD = "cohort.json"
WORKING = ".working"
PLANS = "plans"
_LEFTOVERS = ".*.tmp"
_CHANGED = "is not the intake of this number that was planned before; choose another folder"


class Folder:
    """Results of one cohort; a second command at the same time is refused."""

    def __init__(self, path: Path, head: dict[str, object]) -> None:
        """Open or begin the folder.

        Args:
            path: the folder.
            head: what the results depend on, beside the intakes; holds `part_size`.

        Raises:
            OutputError: it cannot be written, is in use, or holds results of another kind.
        """
        refuse_unwritable(path)
        self.path = path
        self._size = int(str(head["part_size"]))
        self._working = path / WORKING
        self._kept: Counter[int] = Counter()
        self._bound: tuple[int, list[str]] = (0, [])
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        self._working.mkdir(mode=FOLDER_MODE, exist_ok=True)
        self._lock = self._locked()
        try:
            self._check(msgspec.json.format(msgspec.json.encode(head)) + b"\n")
            for place in (path, self._working, *(path / name for name in TABLES)):
                _clear(place)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let others have it."""
        os.close(self._lock)

    def has(self, person: Person) -> bool:
        """This person's result is here already. People must be asked for in their order.

        Raises:
            BadInput: it is the result of another intake.
        """
        part = self._part(person.number)
        file = self._file(person.number)
        if self._table(STATUSES, part).exists():
            digests = self._digests(part)
            place = (person.number - 1) % self._size
            found = digests[place] if place < len(digests) else ""
        elif file.exists():
            found = _read(file).status["intake"]
            self._count(part)
        else:
            return False
        if found != person.digest:
            raise BadInput([Problem(person.name, 0, "", _CHANGED)])
        return True

    def keep(self, result: Result) -> None:
        """Keep a result, and make tables of its part when it is the last one.

        Raises:
            OutputError: the folder cannot be written.
        """
        part, files = self._part(result.number), result.files
        if files:
            name = f"{result.number:09}-{result.status['id']}"
            place = self.path / PLANS / _name(part) / name
            _clear(place)
            write_all({place / file: content for file, content in files.items()})
        plain = replace(result, files={})
        write_all({self._file(result.number): msgspec.json.encode(plain)})
        self._count(part)

    def finish(self, people: int) -> None:
        """Make tables of the last part too.

        Raises:
            BadInput: the folder holds more people than there are now.
        """
        last = self._part(people)
        if self._kept[last]:
            self._bind(last)
        expected = people - (last - 1) * self._size
        if len(self._digests(last)) != expected or self._table(STATUSES, last + 1).exists():
            text = "there were more people when this folder was begun; choose another folder"
            raise BadInput([Problem(str(self.path), 0, "", text)])
        shutil.rmtree(self._working)

    def parts(self, table: str) -> list[Path]:
        """The files of a table, in order."""
        return sorted((self.path / table).glob("part-*.parquet"))

    def _count(self, part: int) -> None:
        self._kept[part] += 1
        if self._kept[part] == self._size:
            self._bind(part)

    def _bind(self, part: int) -> None:
        first = (part - 1) * self._size + 1
        numbers = range(first, first + self._kept.pop(part))
        files = [self._file(number) for number in numbers]
        made = tables(map(_read, files))
        write_all({self._table(name, part): data for name, data in made.items()})
        for file in files:
            file.unlink()

    def _digests(self, part: int) -> list[str]:
        """Digests of the intakes of a part; one part is remembered."""
        if self._bound[0] != part:
            self._bound = (part, read_column(self._table(STATUSES, part), "intake"))
        return self._bound[1]

    def _part(self, number: int) -> int:
        return (number - 1) // self._size + 1

    def _file(self, number: int) -> Path:
        return self._working / f"{number:09}.json"

    def _table(self, name: str, part: int) -> Path:
        return self.path / name / f"{_name(part)}.parquet"

    def _check(self, head: bytes) -> None:
        file = self.path / HEAD
        if not file.exists():
            write_all({file: head})
        elif file.read_bytes() != head:
            text = (
                "holds a cohort planned with another effort, template, catalog or planner; "
                "choose another folder"
            )
            raise OutputError(self.path, text)

    def _locked(self) -> int:
        # The system lets go of it when the process ends, however it ends.
        handle = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise OutputError(self.path, "another command is at work in it") from None
        return handle


def _read(file: Path) -> Result:
    return msgspec.json.decode(file.read_bytes(), type=Result)


def _name(part: int) -> str:
    return f"part-{part:06}"


def _clear(folder: Path) -> None:
    """Remove what a killed command had begun to write."""
    for leftover in folder.glob(_LEFTOVERS):
        leftover.unlink()
