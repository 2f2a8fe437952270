from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.documents import write_all
from planner.export import render, to_json
from planner.knowledge import load_catalog
from planner.workflow.plan import make_plan
from planner.workflow.writing.known import view_of
from tests.support.browser import chromium
from tests.support.process import ROOT

EXAMPLES = ("desk_worker_sciatica", "older_adult_balance", "pregnant_second_trimester")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folder of each example: its plan and its page, with the intake beside it."""
    root = tmp_path_factory.mktemp("pages")
    view = view_of(load_catalog())
    found = {}
    for name in EXAMPLES:
        intake = root / f"{name}.yaml"
        intake.write_bytes((ROOT / "examples" / intake.name).read_bytes())
        plan = make_plan(intake, effort="quick").plan
        assert plan is not None
        files = {"plan.json": to_json(plan), **render(plan, ["html"], view)}
        write_all({root / name / file: content for file, content in files.items()})
        found[name] = root / name
    return found


@pytest.fixture
def desk(folders: dict[str, Path]) -> Path:
    return folders["desk_worker_sciatica"] / "programme.html"
