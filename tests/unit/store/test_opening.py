"""Whatever is wrong with the file, the person is told what and nothing is changed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from planner.errors import StoreError
from planner.store import locate, tables
from tests.support.stored import ROOT, SECRET, entry, some_entries, store_at

NOBODY = 65534


def test_reading_makes_no_file(file: Path) -> None:
    with (
        pytest.raises(StoreError, match="no store of programmes yet"),
        store_at(file, create=False),
    ):
        pass
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"hello" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_store_is_refused_and_left(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with (
        pytest.raises(StoreError, match=r"programmes\.db: .*(no store|damaged|cannot be)"),
        store_at(file),
    ):
        pass
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_refused(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE record (x)")
    with (
        pytest.raises(StoreError, match="no store of programmes; name another file"),
        store_at(file),
    ):
        pass


def test_a_damaged_file_is_said(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", [entry(body=f'"{SECRET * 20000}"'), entry()])
    data = bytearray(file.read_bytes())
    data[8192:] = b"\x5a" * (len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged") as told, store_at(file) as store:
        store.records("a")
    assert SECRET not in str(told.value)


def test_a_newer_schema_is_refused_and_left(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99)")
    before = file.read_bytes()
    with (
        pytest.raises(StoreError, match=r"newer planner made this store \(schema 99"),
        store_at(file),
    ):
        pass
    assert file.read_bytes() == before


def test_an_older_schema_is_brought_up_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    calls = []

    def second(connection: object) -> None:
        calls.append(1)
        connection.execute(text("ALTER TABLE programme ADD COLUMN colour TEXT"))

    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, second))
    for _ in range(2):
        with store_at(file) as store:
            assert len(store.records("a")) == 2
    assert calls == [1]


def test_a_step_that_fails_leaves_the_old_schema(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())

    def broken(connection: object) -> None:
        connection.execute(text("ALTER TABLE programme ADD COLUMN colour TEXT"))
        connection.execute(text("SELECT nonsense"))

    with monkeypatch.context() as patch:
        patch.setattr(tables, "STEPS", (*tables.STEPS, broken))
        with pytest.raises(StoreError), store_at(file):
            pass
    with store_at(file) as store:
        assert len(store.records("a")) == 2
    with sqlite3.connect(file) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(programme)")]
    assert columns == ["id"]


def test_a_full_disk_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    limit = ("max_page_count = 12", "busy_timeout = 50")
    monkeypatch.setattr("planner.store.opening._PRAGMAS", limit)
    with store_at(file) as store, pytest.raises(StoreError, match="the disk is full") as told:
        store.append("a", 2, [entry(body=f'"{SECRET * 50_000}"')])
    assert SECRET not in str(told.value)
    with store_at(file) as store:
        assert len(store.records("a")) == 2


def test_a_disk_that_takes_no_more_bytes_changes_nothing(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    code = (
        "import resource, signal, sys; from planner.store import *\n"
        "from planner.errors import StoreError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        f"much = Entry(kind=Kind.INTAKE, dated='', body='{SECRET}' * 50_000, by='person')\n"
        "try:\n"
        "    with open_store(locate(sys.argv[1]), create=True) as store:\n"
        "        store.append('a', 2, [much])\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "the disk is full or failing" in done.stdout, done.stderr
    assert SECRET not in done.stdout + done.stderr
    with store_at(file) as store:
        assert len(store.records("a")) == 2


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that everybody may enter and nobody but root may write.

    Not below pytest's own folders: only their owner may enter these.
    """
    with TemporaryDirectory(prefix="readable-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o700)


def test_a_file_that_may_only_be_read_is_a_clear_error(readable: Path) -> None:
    file = readable / "programmes.db"
    with store_at(file) as store:
        store.create("a", some_entries())
    file.chmod(0o444)
    readable.chmod(0o555)
    code = (
        "import sys; from planner.store import *; from planner.errors import StoreError\n"
        f"import os; os.getuid() or (os.setgid({NOBODY}), os.setuid({NOBODY}))\n"
        "try:\n"
        "    with open_store(locate(sys.argv[1]), create=True) as store: store.delete('a')\n"
        "except StoreError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "programmes.db: may only be read; nothing was changed" in done.stdout, done


def test_a_folder_that_may_not_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"), store_at(tmp_path / "file" / "x.db"):
        pass
    with pytest.raises(StoreError, match="is a folder"), store_at(tmp_path):
        pass


def test_a_store_that_another_writes_to_can_be_read_and_not_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    monkeypatch.setattr("planner.store.opening._PRAGMAS", ("busy_timeout = 50",))
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with store_at(file) as store:
            assert len(store.records("a")) == 2
            with pytest.raises(StoreError, match="in use by another planner"):
                store.append("a", 2, [entry()])
    with store_at(file) as store:
        assert len(store.records("a")) == 2


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense://user:hunter2@host/x", "no database URL"),
        ("postgresql+pg8000://user:hunter2@host/x", "driver is missing"),
    ],
)
def test_a_url_that_cannot_be_used_is_said_without_its_password(url: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as error, store_at(url):
        pass
    assert "hunter2" not in str(error.value)


def test_a_store_is_found_by_path_url_or_default(tmp_path: Path) -> None:
    assert locate("x/y.db").path == Path("x/y.db")
    assert locate("sqlite:///x/y.db").path == Path("x/y.db")
    assert locate("postgresql://h/x").path is None
    default = locate(None).path
    assert default is not None
    assert default.name == "programmes.db"


def test_the_tables_can_be_made_in_postgresql() -> None:
    made = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in tables.metadata.sorted_tables
    ]
    assert "ON DELETE CASCADE" in "".join(made)
