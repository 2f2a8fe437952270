"""Intakes of a cohort from every kind of input."""

from __future__ import annotations

import csv
import gc
import json
import tracemalloc
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from planner.cohort.people import TOO_LARGE, count_of, people_of
from planner.documents import USER_FILE_BYTES
from planner.errors import BadInput

DOCUMENTS = ['{"id": "a", "note": "x, \\"y\\""}', "{}", '{"id": "ü"}']


def folder(place: Path) -> Path:
    place.mkdir()
    for number, text in enumerate(DOCUMENTS):
        (place / f"{number}.json").write_text(text, encoding="utf-8")
    (place / "notes.txt").write_text("no intake")
    return place


def jsonl(place: Path) -> Path:
    place.write_text("\r\n".join([DOCUMENTS[0], "", *DOCUMENTS[1:]]), encoding="utf-8", newline="")
    return place


def table(place: Path) -> Path:
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["row", "intake"], *enumerate(DOCUMENTS)])
    return place


def parquet(place: Path) -> Path:
    columns = {"row": [1, 2, 3], "intake": DOCUMENTS}
    pyarrow.parquet.write_table(pyarrow.table(columns), place, row_group_size=2)
    return place


KINDS = {"people": folder, "p.jsonl": jsonl, "p.csv": table, "p.parquet": parquet}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_everybody_in_order(name: str, tmp_path: Path) -> None:
    place = KINDS[name](tmp_path / name)
    people = list(people_of(place))
    assert [person.data.decode() for person in people] == DOCUMENTS
    assert [person.number for person in people] == [1, 2, 3]
    assert len({person.name for person in people}) == 3
    assert not any(str(tmp_path) in person.name for person in people)
    assert {person.folder for person in people} == {str(place if place.is_dir() else tmp_path)}
    assert count_of(place) == 3


def test_names_say_the_row(tmp_path: Path) -> None:
    lines = people_of(jsonl(tmp_path / "p.jsonl"))
    assert [person.name for person in lines] == ["p.jsonl:1", "p.jsonl:3", "p.jsonl:4"]
    assert next(people_of(table(tmp_path / "p.csv"))).name == "p.csv:2"


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("p.jsonl", None, "no such file"),
        ("p.xlsx", "", ".parquet"),
        ("p.jsonl", "\n\n", "no intake"),
        ("p.csv", "id,other\n1,2\n", "no column 'intake'"),
        ("p.csv", "intake\n" + "x" * (17 * USER_FILE_BYTES), "no valid CSV"),
        ("p.parquet", "intake\n{}\n", "no Parquet"),
    ],
)
def test_what_cannot_be_read_is_told(
    name: str, text: str | None, word: str, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=word):
        list(people_of(tmp_path / name))


def test_one_bad_document_is_one_persons_fault(tmp_path: Path) -> None:
    large = b'"' + b"x" * (3 * USER_FILE_BYTES) + b'"'
    (tmp_path / "p.jsonl").write_bytes(b"{}\n" + large + b"\n\xff\n{}")
    found = list(people_of(tmp_path / "p.jsonl"))
    assert [person.fault for person in found] == ["", TOO_LARGE, "", ""]
    assert [person.number for person in found] == [1, 2, 3, 4]
    (tmp_path / "p.csv").write_bytes(b"intake\n{}\n\xff\n{}\n")
    assert [person.data for person in people_of(tmp_path / "p.csv")] == [b"{}", b"\xff", b"{}"]
    there = folder(tmp_path / "people")
    (there / "1.json").unlink()
    (there / "1.json").mkdir()
    assert ["directory" in person.fault for person in people_of(there)] == [False, True, False]


def test_a_person_never_shows_in_a_log(tmp_path: Path) -> None:
    shown = repr([*people_of(jsonl(tmp_path / "p.jsonl"))])
    assert shown == "[Person(1), Person(2), Person(3)]"


@pytest.mark.parametrize("name", ["p.jsonl", "p.csv", "p.parquet"])
def test_memory_does_not_grow_with_people(name: str, tmp_path: Path) -> None:
    text = json.dumps({"note": "x" * 2000})
    highest = []
    for people in (500, 5000):
        place = tmp_path / f"{people}-{name}"
        if name == "p.parquet":
            pyarrow.parquet.write_table(
                pyarrow.table({"intake": [f"{n} {text}" for n in range(people)]}), place
            )
        elif name == "p.csv":
            quoted = text.replace('"', '""')
            place.write_text("intake\n" + f'"{quoted}"\n' * people)
        else:
            place.write_text(f"{text}\n" * people)
        gc.collect()
        tracemalloc.start()
        before = pyarrow.total_allocated_bytes()
        most = max(pyarrow.total_allocated_bytes() - before for _ in people_of(place))
        highest.append(tracemalloc.get_traced_memory()[1] + most)
        tracemalloc.stop()
    assert highest[1] < 2 * highest[0] + 1_000_000
