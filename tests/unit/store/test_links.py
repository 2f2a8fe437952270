"""What calendars on servers hold of a programme: kept beside its records, gone with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.errors import StoreError
from planner.store import Calendar, Link, LinkedCalendar, tables
from tests.support.stored import some_entries, store_at

CALENDAR = Calendar(url="https://dav.example/c/", server="https://dav.example/", user="Ackerwinde")
OTHER = Calendar(url="https://dav.example/d/", server="https://dav.example/")


def link(uid: str, **changes: object) -> Link:
    base = Link(
        uid=uid, path=f"/c/{uid}.ics", etag='"1"', sequence=0, digest="d", times="t", words="w",
        settled=True,
    )  # fmt: skip
    return replace(base, **changes)


@pytest.fixture
def kept(file: Path) -> Path:
    with store_at(file) as store:
        store.create("a", some_entries())
        store.create("b", some_entries())
        store.keep_calendar("a", CALENDAR)
        store.keep_calendar("a", OTHER)
        store.keep_links("a", CALENDAR.url, [link("x"), link("y", settled=False)])
        store.keep_links("a", OTHER.url, [link("x", sequence=7)])
    return file


def test_links_are_kept_for_each_calendar(kept: Path) -> None:
    with store_at(kept) as store:
        assert store.calendars("a") == (
            LinkedCalendar(calendar=CALENDAR, links=(link("x"), link("y", settled=False))),
            LinkedCalendar(calendar=OTHER, links=(link("x", sequence=7),)),
        )
        assert store.calendars("b") == ()


def test_a_link_takes_the_place_of_the_one_before_or_is_dropped(kept: Path) -> None:
    with store_at(kept) as store:
        store.keep_links("a", CALENDAR.url, [link("x", etag='"2"')], ["y"])
        store.keep_calendar("a", replace(CALENDAR, user="pat"))
        found, other = store.calendars("a")
    assert found.links == (link("x", etag='"2"'),)
    assert found.calendar.user == "pat"
    assert other.links == (link("x", sequence=7),)


def test_they_go_with_the_programme(kept: Path) -> None:
    with store_at(kept) as store:
        store.delete("a")
    with sqlite3.connect(kept) as connection:
        for table in ("calendar", "calendar_link"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert b"Ackerwinde" not in b"".join(p.read_bytes() for p in kept.parent.iterdir())


def test_they_are_restored_with_the_programme(kept: Path, tmp_path: Path) -> None:
    with store_at(kept) as store:
        records, calendars = store.records("a"), store.calendars("a")
    with store_at(tmp_path / "other" / "s.db") as store:
        store.restore("a", records, calendars)
        assert store.calendars("a") == calendars


def test_of_a_programme_that_is_not_there(file: Path) -> None:
    with store_at(file) as store:
        with pytest.raises(StoreError, match="no programme 'a'"):
            store.calendars("a")
        with pytest.raises(StoreError, match="no programme 'a'"):
            store.keep_calendar("a", CALENDAR)
        with pytest.raises(StoreError, match="no programme 'a'"):
            store.keep_links("a", CALENDAR.url, [link("x")])


def test_a_store_of_the_first_schema_gets_the_tables(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tables, "STEPS", tables.STEPS[:1])
        with store_at(file) as store:
            store.create("a", some_entries())
    with sqlite3.connect(file) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "calendar_link" not in names
    with store_at(file) as store:
        assert len(store.records("a")) == 2
        store.keep_calendar("a", CALENDAR)
        assert len(store.calendars("a")) == 1
