"""Requests that cannot be met, on the command line: what is answered, and that it is true.

Each case changes one of the example people. The way out that the answer suggests is then taken:
a plan has to come out of it and pass its audit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from planner.cli import main
from planner.errors import ExitCode

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests/cases/conflicts").glob("*.yaml"))

pytestmark = pytest.mark.slow


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def planned(case: Any, change: Any, folder: Path) -> Result:
    """The example person with the change, planned as a user does."""
    person = read(ROOT / "examples" / f"{case['person']}.yaml")
    person.update(change)
    intake = folder / "intake.yaml"
    intake.write_text(yaml.safe_dump(person, allow_unicode=True), "utf-8")
    command = ["plan", str(intake), "-o", str(folder / "plan"), "--effort", "quick"]
    return CliRunner().invoke(main, command)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_answer_names_the_clash(path: Path, tmp_path: Path) -> None:
    case = read(path)
    done = planned(case, case["change"], tmp_path)
    assert done.exit_code == ExitCode.INFEASIBLE == 13, done.output
    for words in case["says"]:
        assert words in done.stderr
    offers = [line for line in done.stderr.splitlines() if "set " in line and " aside" in line]
    assert not [rule for rule in case["never_offers"] for line in offers if rule in line]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "plan" / "plan.json").exists()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_suggested_way_out_gives_a_plan(path: Path, tmp_path: Path) -> None:
    case = read(path)
    done = planned(case, {**case["change"], **case["works_with"]}, tmp_path)
    assert done.exit_code == ExitCode.DONE, done.output
    assert (tmp_path / "plan" / "plan.json").exists()
