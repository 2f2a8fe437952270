from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.answers import Answers
from planner.domain.intake import Intake
from planner.intake import read_intake, resolve_answers
from planner.knowledge import Catalog, load_catalog

BASE = """\
format: intake/1
id: someone
plan: {start: 2026-12-07, weeks: 12, timezone: Europe/Berlin}
availability:
  - {days: [mon, wed], from: "07:00", to: "07:40"}
"""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def read(tmp_path, catalog):
    def read_text(more: str = "", base: str = BASE) -> Intake:
        file = tmp_path / "intake.yaml"
        file.write_text(base + more, encoding="utf-8")
        return read_intake(file, catalog)

    return read_text


@pytest.fixture
def answers(read, catalog):
    def resolve(more: str = "", on=None) -> Answers:
        return resolve_answers(read(more), catalog, on)

    return resolve


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[3]
