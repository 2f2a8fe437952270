"""A programme from its plan to its deletion, with the real process and a real plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.support.process import ROOT, environment, intake, planner

EXAMPLE = ROOT / "examples" / "desk_worker_sciatica.yaml"
ID = "desk-worker-sciatica"
SCORES = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}
Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan as `planner plan` writes it, with its intake beside it."""
    folder = tmp_path_factory.mktemp("cycle") / "jana"
    beside = folder.with_suffix(".yaml")
    beside.write_text(EXAMPLE.read_text("utf-8"), encoding="utf-8")
    done = planner("plan", beside, "--effort", "quick")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    env = environment(PLANNER_STORE=str(tmp_path / "store" / "programmes.db"))

    def run(*arguments: str | Path, code: int = 0, given: str = "") -> CompletedProcess[str]:
        done = planner(*arguments, given=given.encode(), env=env)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def week(folder: Path, last: str, **more: Any) -> str:
    """A calm check-in on every session up to a day."""
    sessions = json.loads((folder / "plan.json").read_text("utf-8"))["sessions"]
    reports = [{"key": s["key"], "done": "full", **SCORES} for s in sessions if s["date"] <= last]
    given = {"format": "checkin/1", "date": last, "red_flags": [], "sessions": reports}
    return json.dumps({**given, "facts": {"worst_pain_max_7d": 2}, **more})


def test_from_the_plan_to_the_deletion(run: Run, folder: Path, tmp_path: Path) -> None:
    run("programme", "new", folder.with_suffix(".yaml"), "--plan", folder)
    told = run("check-in", ID, "-", given=week(folder, "2026-12-13")).stdout
    assert "May get harder" in told
    stop = week(folder, "2026-12-20", red_flags=["saddle_numbness"])
    assert "The programme is stopped" in run("check-in", ID, "-", given=stop, code=12).stdout
    shown = run("programme", "show", ID).stdout
    assert "stopped: see a clinician first since Sun 20 Dec 2026" in shown
    progress = run("programme", "progress", ID).stdout
    assert re.search(r"\d+ up", progress)
    assert "stopped" in progress
    run("programme", "export", ID, "-o", tmp_path / "all.json")
    run("programme", "delete", ID, "--yes")
    run("programme", "import", tmp_path / "all.json")
    assert run("programme", "show", ID).stdout == shown


def test_a_folder_is_a_programme(run: Run, folder: Path) -> None:
    run("check-in", folder, "-", given=week(folder, "2026-12-13"))
    assert "Check-in 1" in run("programme", "history", folder).stdout
    assert "No programmes yet" in run("programme", "list").stdout


def test_a_plan_that_was_changed_by_hand_is_not_taken(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    del plan["sessions"][0]
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run("programme", "new", EXAMPLE, "--plan", tmp_path / "plan.json", code=14)
    assert "the audit refuses this plan" in done.stderr
    assert "No programmes yet" in run("programme", "list").stdout


def test_a_referral_begins_no_programme(run: Run) -> None:
    red = ROOT / "examples" / "red_flag_numb_saddle.yaml"
    assert "emergency" in run("programme", "new", red, code=12).stdout
    assert "No programmes yet" in run("programme", "list").stdout


def test_an_infeasible_request_begins_no_programme(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "never.yaml"
    text = intake()
    file.write_text(text[: text.index("availability:")] + "availability: []\n", encoding="utf-8")
    run("programme", "new", file, "--effort", "quick", code=13)
    assert "No programmes yet" in run("programme", "list").stdout


def test_the_plan_is_made_again(run: Run, folder: Path, tmp_path: Path) -> None:
    run("programme", "new", folder.with_suffix(".yaml"), "--plan", folder)
    assert "--from" in run("replan", ID, code=10).stderr
    run("check-in", ID, "-", given=week(folder, "2026-12-13"))
    early = run("replan", ID, "--from", "2026-12-10", code=10)
    assert "history" in early.stderr
    told = run("replan", ID, "--effort", "quick", "-o", tmp_path / "out").stdout
    assert "revision 2, from Mon 14 Dec 2026" in told
    made = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    before = json.loads((folder / "plan.json").read_text("utf-8"))
    gone = [s for s in before["sessions"] if s["date"] <= "2026-12-13"]
    assert made["sessions"][: len(gone)] == gone
    assert made["revision"] == 2
    assert "plan" in run("programme", "history", ID).stdout.lower()


def test_after_a_stop_the_calendar_withdraws_what_was_to_come(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("programme", "new", folder.with_suffix(".yaml"), "--plan", folder)
    stop = week(folder, "2026-12-20", red_flags=["saddle_numbness"])
    run("check-in", ID, "-", given=stop, code=12)
    run("replan", ID, "-o", tmp_path / "out", code=12)
    calendar = (tmp_path / "out" / "plan.ics").read_bytes()
    events = calendar.split(b"BEGIN:VEVENT")[1:]
    to_come = [e for e in events if b"STATUS:CANCELLED" in e]
    assert to_come
    assert all(b"SEQUENCE:1" in event for event in to_come)
    assert all(b"BEGIN:VALARM" not in event for event in to_come)
    assert (tmp_path / "out" / "referral.txt").is_file()
    assert not (tmp_path / "out" / "plan.json").exists()
