from __future__ import annotations

from pathlib import Path

import pytest

from planner.documents import write_all
from planner.domain.plan import ItemDose
from planner.export import render, to_json
from planner.knowledge import load_catalog
from planner.workflow.plan import make_plan
from planner.workflow.writing.known import view_of
from tests.support.process import ROOT
from tests.support.sample_plan import item, sample_plan, session

EXAMPLES = ("desk_worker_sciatica", "older_adult_balance", "pregnant_second_trimester")


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


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The page of a plan with one session, whose items do not change with the solver."""
    held = ItemDose(sets=3, reps=5, hold_s=10, rest_s=45)
    counted = ItemDose(sets=2, reps=10, rest_s=60)
    plan = sample_plan(
        sessions=(
            session(
                item(order=1, side="both", dose=held),
                item(order=2, activity="box_squat", name="Box squat", dose=counted),
            ),
        )
    )
    file = tmp_path / "small.html"
    file.write_bytes(render(plan, ["html"], view_of(load_catalog()))["programme.html"])
    return file
