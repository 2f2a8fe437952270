"""Records are added and read back whole; nothing else changes them; deleted means gone."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.store import Kind
from tests.support.stored import ROOT, SECRET, entry, some_entries, store_at


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_what_is_added_is_read_back_in_order_with_who_and_why(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
        store.append("a", 2, [entry(Kind.CHECK_IN, "{}", by="clinician", reason="typo", cause=0)])
    with store_at(file) as store:
        records = store.records("a")
    assert [(r.number, r.kind, r.by, r.reason) for r in records] == [
        (1, Kind.INTAKE, "person", ""),
        (2, Kind.STATE, "person", ""),
        (3, Kind.CHECK_IN, "clinician", "typo"),
    ]


def test_a_cause_counts_back_within_what_is_added(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
        added = store.append("a", 2, [entry(), entry(cause=1), entry(cause=2)])
    assert [record.cause for record in added] == [None, 3, 3]


def test_the_file_is_private_and_kept_in_wal_mode(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
        assert [stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()] == [0o600]
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_deleted_means_gone_from_every_file_of_the_store(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", [entry(body=f'"{SECRET * 5000}"'), entry(Kind.STATE, "{}")])
        store.create("b", some_entries())
        with store_at(file) as other:  # keeps the log of writes from vanishing on its own
            other.records("b")
            assert SECRET.encode() * 2 in all_bytes(file.parent)
            store.delete("a")
            assert SECRET.encode() * 2 not in all_bytes(file.parent)
        assert [line.id for line in store.programmes()] == ["b"]
        with pytest.raises(StoreError, match="no programme 'a'"):
            store.records("a")
        assert len(store.records("b")) == 2


def test_a_reader_that_keeps_old_pages_is_told_of(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "planner.store.opening._PRAGMAS", ("busy_timeout = 50", "secure_delete = ON")
    )
    with store_at(file) as store:
        store.create("a", some_entries())
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM record").fetchone()
        with pytest.raises(
            StoreError, match=r"(is deleted, but another planner|in use by another)"
        ):
            store.delete("a")
        reader.close()
        assert store.programmes() == ()


def test_two_programmes_of_one_id_are_refused(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
        with pytest.raises(StoreError, match="a programme of this id already"):
            store.create("a", some_entries())
        assert len(store.records("a")) == 2


def test_somebody_who_added_in_between_is_not_overlooked(file: Path) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
        store.append("a", 2, [entry()])
        with pytest.raises(StoreError, match="somebody else added"):
            store.append("a", 2, [entry()])
        assert len(store.records("a")) == 3


def test_an_unknown_programme_is_named_with_the_nearest(file: Path) -> None:
    with store_at(file) as store:
        store.create("gardener", some_entries())
        for ask in (store.records, store.delete, lambda name: store.append(name, 0, [entry()])):
            with pytest.raises(StoreError, match="no programme 'gardner'; did you mean 'gardener'"):
                ask("gardner")


@pytest.mark.parametrize("statement", [
    "UPDATE record SET body = '{}' WHERE number = 1",
    "UPDATE record SET by = 'clinician' WHERE number = 2",
    "UPDATE record SET kind = 'nonsense' WHERE number = 1",
    "DELETE FROM record WHERE number = 1",
    "DELETE FROM record",
])  # fmt: skip
def test_a_record_changed_by_hand_is_noticed(file: Path, statement: str) -> None:
    with store_at(file) as store:
        store.create("a", some_entries())
    with sqlite3.connect(file) as connection:
        connection.execute(statement)
    with store_at(file) as store, pytest.raises(StoreError, match="is damaged"):
        store.records("a")


def test_an_export_that_was_changed_is_not_taken_in(file: Path) -> None:
    with store_at(file) as store:
        records = store.create("a", some_entries())
        store.delete("a")
        for broken in (records[1:], records[:0], (records[1], records[0])):
            with pytest.raises(StoreError, match="is damaged"):
                store.restore("a", broken)
        store.restore("a", records)
        assert store.records("a") == records


def test_planners_that_write_at_once_wait_for_each_other(file: Path) -> None:
    code = (
        "import sys; from planner.store import *\n"
        "one = Entry(kind=Kind.STATE, dated='', body='{\"state\":\"active\"}', by='person')\n"
        "for number in range(5):\n"
        "    with open_store(locate(sys.argv[1]), create=True) as store:\n"
        "        store.create(f'{sys.argv[2]}-{number}', [one, one])\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, file, name], cwd=ROOT) for name in "abcd"
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    with store_at(file) as store:
        assert [line.id for line in store.programmes()] == [
            f"{name}-{number}" for name in "abcd" for number in range(5)
        ]
        assert {len(store.records(line.id)) for line in store.programmes()} == {2}
