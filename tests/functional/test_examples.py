"""Every example from the intake file to the files of the plan, as a user runs it.

A plan is made once an example, as the tests of a file share a process (`--dist loadfile`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pytest

from planner.domain.plan import Plan
from planner.errors import ExitCode
from planner.export.json import read_plan
from planner.export.readback import verify_ics
from tests.support.people import CATALOG

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
REFERRED = "red_flag_numb_saddle"
PLANNED = [name for name in EXAMPLES if name != REFERRED]
TWICE = ("shift_worker", "extension_responder")
TIMEOUT_S = 300
# Examples that do not give a plan yet, with the reason.
NOT_YET: dict[str, str] = {}

pytestmark = pytest.mark.slow


class Run(NamedTuple):
    """One run of `planner plan` in a process of its own."""

    exit_code: int
    stdout: str
    stderr: str
    folder: Path

    @property
    def plan(self) -> Plan:
        assert self.exit_code == ExitCode.DONE, self.stderr
        return read_plan(self.folder / "plan.json")


@cache
def run(name: str, hash_seed: int = 1) -> Run:
    """The files of an example; `hash_seed` changes the order of sets."""
    folder = Path(mkdtemp(prefix=f"{name}-"))
    code = "from planner.cli import main; main()"
    command = [sys.executable, "-c", code, "plan", f"examples/{name}.yaml", "-o", str(folder)]
    done = subprocess.run(
        [*command, "--effort", "quick"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr, folder)


def grouped(*names: str) -> list[Any]:
    found = []
    for name in names:
        marks: list[Any] = []
        if name in NOT_YET:
            marks.append(pytest.mark.xfail(strict=True, reason=NOT_YET[name]))
        found.append(pytest.param(name, id=name, marks=marks))
    return found


@pytest.mark.parametrize("name", grouped(*PLANNED))
def test_an_example_gives_an_audited_plan(name: str) -> None:
    made = run(name)
    assert made.exit_code == ExitCode.DONE, made.stderr
    assert "Traceback" not in made.stderr
    audit = made.plan.audit
    assert audit is not None
    assert audit.passed
    assert audit.violations == ()


@pytest.mark.parametrize("name", grouped(*PLANNED))
def test_the_calendar_file_says_what_the_plan_says(name: str) -> None:
    made = run(name)
    verify_ics((made.folder / "plan.ics").read_bytes(), made.plan)
    assert made.plan.sessions


@pytest.mark.parametrize("name", grouped(*PLANNED))
def test_nothing_is_promised(name: str) -> None:
    listed = CATALOG.texts["forbidden_words"]
    words = re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, listed['words']))})(?!\w)", re.IGNORECASE
    )
    made = run(name)
    assert made.exit_code == ExitCode.DONE, made.stderr
    for file in ("plan.json", "plan.ics"):
        text = (made.folder / file).read_text(encoding="utf-8").replace("\n ", "")
        assert words.findall(text) == []
    assert words.findall(made.stdout) == []


@pytest.mark.parametrize("name", grouped(*PLANNED))
def test_the_summary_names_the_start_and_every_week(name: str) -> None:
    made = run(name)
    plan = made.plan
    assert str(plan.request.start.year) in made.stdout
    weeks = re.findall(r"^ +(\d+)\*? +\d+ [A-Z][a-z]{2}", made.stdout, re.MULTILINE)
    assert [int(week) for week in weeks] == list(range(1, plan.request.weeks + 1))


@pytest.mark.parametrize("name", grouped(*PLANNED))
def test_every_item_says_what_how_and_why(name: str) -> None:
    for session in run(name).plan.sessions:
        for item in session.items:
            assert item.what, item.activity
            assert item.how, item.activity
            assert item.why, item.activity


@pytest.mark.parametrize("name", grouped(REFERRED))
def test_a_red_flag_gives_a_referral_and_no_plan(name: str) -> None:
    made = run(name)
    assert made.exit_code == ExitCode.REFERRAL == 12
    assert sorted(path.name for path in made.folder.iterdir()) == ["referral.txt"]
    text = (made.folder / "referral.txt").read_text(encoding="utf-8")
    assert made.stdout.strip() == text.strip()
    assert text.strip()


@pytest.mark.parametrize("name", grouped(*TWICE))
@pytest.mark.parametrize("file", ["plan.json", "plan.ics"])
def test_the_same_input_gives_the_same_bytes(name: str, file: str) -> None:
    """In two processes whose sets are in different orders."""
    one, other = run(name, hash_seed=1), run(name, hash_seed=20)
    assert one.exit_code == other.exit_code == ExitCode.DONE, one.stderr + other.stderr
    assert (one.folder / file).read_bytes() == (other.folder / file).read_bytes()


def test_there_are_twelve_examples() -> None:
    assert len(EXAMPLES) == 12
