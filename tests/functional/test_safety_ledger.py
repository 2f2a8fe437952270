"""What the long run of intakes has found on one machine is added to what others found before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.safety_page import added, is_done, summarised

LEDGER = Path(__file__).parents[2] / "docs" / "safety" / "generative.json"


def line(index: int, code: int, *faults: str, version: str = "b") -> dict[str, Any]:
    return {
        "index": index, "code": code, "seconds": 1.0 + index, "pairs": 10, "faults": faults,
        "rules": [f"rule_{index}"], "checks": ["dose"], "code_version": version,
    }  # fmt: skip


FIRST = summarised([line(0, 0, version="a"), line(1, 13, version="a"), line(2, 0, version="a")])
MORE = summarised([line(3, 0), line(5, 14, "exit 14: refused"), line(5, 0)])


def test_counts_add_up_and_stretches_join() -> None:
    both = added(FIRST, MORE)
    assert both["done"] == [[0, 3], [5, 5]]
    assert both["by_exit_code"] == {"0": 4, "13": 1}
    assert both["faults_by_kind"] == {"exit 14": 1}
    assert both["faulty"] == []
    assert both["pairs_compared"] == 50
    assert both["rules_fired"] == [f"rule_{n}" for n in (0, 1, 2, 3, 5)]
    assert [(row["code"], row["intakes"]) for row in both["versions"]] == [("a", 3), ("b", 2)]


def test_the_same_code_on_two_machines_is_one_row() -> None:
    (row,) = added(MORE, summarised([line(9, 0)]))["versions"]
    assert (row["first"], row["last"], row["intakes"]) == (3, 9, 3)


def test_seconds_are_those_of_the_run_with_more_plans() -> None:
    assert added(FIRST, summarised([line(9, 0)]))["seconds_of_a_plan"] == FIRST["seconds_of_a_plan"]


@pytest.mark.parametrize(("index", "wanted"), [(3, True), (4, False), (5, True), (6, False)])
def test_what_is_done_is_not_run_again(index: int, wanted: bool) -> None:
    assert is_done(added(FIRST, MORE)["done"], index) is wanted


def test_the_ledger_adds_up() -> None:
    ledger = json.loads(LEDGER.read_text("utf-8"))
    count = sum(last - first + 1 for first, last in ledger["done"])
    assert count == sum(ledger["by_exit_code"].values())
    assert ledger["faulty"] == []
