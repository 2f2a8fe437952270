"""Intakes that once broke the planner stay mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.documents import load_yaml
from tests.generative.trial import examine

CASES = sorted((Path(__file__).parents[1] / "cases" / "regression").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_it_stays_mended(case: Path) -> None:
    content = load_yaml(case).data
    found = examine(0, content["intake"])
    assert found.faults == ()
    assert found.code == content["exit_code"]


def test_there_are_cases() -> None:
    assert CASES
