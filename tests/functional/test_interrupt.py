"""Ctrl-C at a real process: 130, a clear line, no half-written file; a plan that was found is kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.audit import audit
from planner.domain.plan import Plan
from planner.export.json import read_plan
from planner.export.readback import verify_ics
from planner.intake import read_intake, resolve_answers
from planner.knowledge import load_template
from tests.support.people import CATALOG
from tests.support.process import ROOT, TIMEOUT_S, Terminal, environment

EXAMPLE = ROOT / "examples/desk_worker_sciatica.yaml"
BEFORE = "planner: interrupted before there was a plan; nothing was written"
KEPT = "planner: stopped; the best plan so far was kept"
CTRL_C = b"\x03"
# Says when the command has begun: before that, Python itself answers Ctrl-C in its own way.
STARTED = """
from planner.cli import main
begin = main.invoke
main.invoke = lambda context: (print("started", flush=True), begin(context))
main()
"""


def heeds_ctrl_c() -> None:
    """A shell starts what it puts into the background deaf to Ctrl-C; the tests may run there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(after_s: float, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run that gets SIGINT so many seconds after it has started."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
        preexec_fn=heeds_ctrl_c,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=TIMEOUT_S)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


# From the first import to the search for a first plan.
@pytest.mark.parametrize("after_s", [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.6, 0.8])
def test_before_there_is_a_plan_nothing_is_written(after_s: float, tmp_path: Path) -> None:
    line = ("plan", str(EXAMPLE), "-o", str(tmp_path / "out"), "--effort", "thorough")
    done = interrupted(after_s, *line)
    assert done.returncode == 130
    assert done.stderr.strip() in (BEFORE, "planner: interrupted")
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("after_s", [0, 0.05, 0.1, 0.2, 0.5])
def test_another_command(after_s: float, tmp_path: Path) -> None:
    """A catalog that is compiled anew, because the cache is empty."""
    env = environment(PLANNER_CACHE_DIR=str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, "catalog", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=ROOT,
        text=True,
        preexec_fn=heeds_ctrl_c,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == 130
    assert err.strip() == "planner: interrupted"
    assert not list(tmp_path.iterdir())


def audited(folder: Path) -> Plan:
    """The plan in the folder, after an audit of its own and a look at its calendar."""
    plan = read_plan(folder / "plan.json")
    person = read_intake(EXAMPLE, CATALOG)
    template = load_template(plan.made_from.template.id, CATALOG)
    result = audit(plan, person, resolve_answers(person, CATALOG), CATALOG, template)
    assert result.passed, result.violations
    verify_ics((folder / "plan.ics").read_bytes(), plan)
    return plan


@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.0, 1.0])
def test_a_plan_that_was_found_is_kept_and_audited(after_s: float, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run = Terminal("plan", str(EXAMPLE), "-o", str(folder), "--effort", "thorough")
    run.wait_for("first plan found")
    time.sleep(after_s)
    pressed = time.monotonic()
    run.press(CTRL_C)
    assert run.end() == 130
    assert KEPT in run.shown
    assert "Traceback" not in run.shown
    assert "Week by week" in run.shown
    assert time.monotonic() - pressed < 30
    assert sorted(path.name for path in folder.iterdir()) == ["plan.ics", "plan.json"]
    plan = audited(folder)
    assert plan.status == "feasible"
    assert len(plan.objective) > 1


@pytest.mark.slow
def test_ctrl_c_twice_ends_the_command_at_once(tmp_path: Path) -> None:
    """Whatever was reached by then: two whole files or none."""
    folder = tmp_path / "out"
    run = Terminal("plan", str(EXAMPLE), "-o", str(folder), "--effort", "thorough")
    run.wait_for("first plan found")
    run.press(CTRL_C)
    time.sleep(0.1)
    run.press(CTRL_C)
    assert run.end() == 130
    assert "planner: interrupted" in run.shown or KEPT in run.shown
    assert "Traceback" not in run.shown
    left = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    assert left in ([], ["plan.ics", "plan.json"])


def test_guided_questions_keep_what_was_answered(tmp_path: Path) -> None:
    run = Terminal("intake", "new", "-o", tmp_path / "me.yaml")
    run.wait_for("On which day")
    run.press(b"2027-01-11\n")
    run.wait_for("For how many weeks")
    run.press(CTRL_C)
    assert run.end() == 130
    assert "Go on with: planner intake new --resume" in run.shown
    assert "Traceback" not in run.shown
    assert [path.name for path in tmp_path.iterdir()] == ["me.yaml.progress"]
    assert "2027-01-11" in (tmp_path / "me.yaml.progress").read_text("utf-8")
