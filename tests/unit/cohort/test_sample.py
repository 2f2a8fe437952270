"""Invented people: always the same, plausible, most of them ready to be planned."""

from __future__ import annotations

import datetime as dt
import stat
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from planner.cohort.draw import by_age, clock, drawn, share_of
from planner.cohort.people import people_of
from planner.cohort.sample import invented
from planner.cohort.sink import write_intakes
from planner.documents import Document
from planner.errors import BadInput, OutputError
from planner.intake import read_document, resolve_answers
from planner.screening import screen
from tests.support.people import CATALOG

KINDS = ("people", "people.jsonl", "people.csv", "people.parquet")


@cache
def people() -> tuple[dict[str, Any], ...]:
    return tuple(invented(300, 5))


def test_a_seed_names_people_for_ever() -> None:
    assert tuple(islice(invented(10**9, 5), 20)) == people()[:20]
    assert tuple(invented(20, 6)) != people()[:20]


def test_most_can_be_planned_and_some_need_something_else() -> None:
    found: Counter[str] = Counter()
    for intake in people():
        try:
            read = read_document(Document(intake, "invented", {}), CATALOG)
        except BadInput as error:
            found.update(problem.key for problem in error.problems)
            continue
        screening = screen(CATALOG, resolve_answers(read, CATALOG))
        if screening.stops_plan:
            found["referred"] += 1
        elif any(entry.facts for entry in screening.undecided):
            found["open"] += 1
        else:
            found["ready"] += 1
    assert found["ready"] >= 0.85 * 300
    assert found["referred"] >= 1
    assert found["open"] >= 1
    assert set(found) <= {"ready", "referred", "open", "facts.height_cm"}


def with_condition(*names: str) -> list[dict[str, Any]]:
    return [p for p in people() if set(names) <= {c["id"] for c in p["conditions"]}]


def mean_age(group: list[dict[str, Any]]) -> float:
    return sum(p["facts"]["age"] for p in group) / len(group)


def test_conditions_come_with_age_and_with_each_other() -> None:
    everybody = list(people())
    assert mean_age(with_condition("hypertension")) > mean_age(everybody) + 8
    assert mean_age(with_condition("facet_syndrome")) > mean_age(with_condition("sciatica"))
    with_both = len(with_condition("hypertension", "diabetes_type2"))
    apart = len(with_condition("hypertension")) * len(with_condition("diabetes_type2"))
    assert with_both * len(everybody) > 1.5 * apart


def test_a_share_depends_on_age_and_on_marks() -> None:
    entry = {"share": [[18, 0.1], [50, 0.2]], "times": {"obese": 3, "smoker": 0.5}}
    assert by_age(0.3, 20) == 0.3
    assert by_age(entry["share"], 49) == 0.1
    assert by_age(entry["share"], 50) == 0.2
    assert share_of(entry, 50, {"obese", "smoker"}) == pytest.approx(0.3)
    assert share_of(entry, 50, set()) == 0.2


def test_a_spec_stands_for_its_values() -> None:
    today = dt.date(2027, 1, 10)
    spec = {
        "a": {"from": 2, "to": 3},
        "b": [{"one_of": [["x", 1], ["y", 0]]}],
        "c": {"days_ago": [1, 1]},
    }
    for seed in range(20):
        found = drawn(Random(seed), spec, today)
        assert found["a"] in (2, 3)
        assert (found["b"], found["c"]) == (["x"], "2027-01-09")
        assert 0.5 <= drawn(Random(seed), {"from": 0.5, "to": 1}, today) <= 1
    assert clock("09:45", 30) == "10:15"


@pytest.mark.parametrize("name", KINDS)
def test_what_is_written_is_read_again(name: str, tmp_path: Path) -> None:
    place = tmp_path / "new" / name
    write_intakes(people()[:12], place)
    found = [msgspec.json.decode(person.data) for person in people_of(place)]
    key = (lambda intake: intake["id"]) if name == "people" else (lambda _: 0)
    assert found == sorted(people()[:12], key=key)
    files = [path for path in place.parent.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    with pytest.raises(OutputError, match="there already"):
        write_intakes(people()[:1], place)


def test_an_unknown_kind_is_refused_and_nothing_half_is_left(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no known kind"):
        write_intakes([], tmp_path / "people.xlsx")
    with pytest.raises(ZeroDivisionError):
        write_intakes((1 / 0 for _ in range(1)), tmp_path / "people.jsonl")  # type: ignore[misc]
    assert not list(tmp_path.iterdir())
