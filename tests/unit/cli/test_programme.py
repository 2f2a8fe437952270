"""`planner programme`: what a person sees, from the beginning to the deletion."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.workflow.programme import new
from tests.support.stored import EXAMPLE, plan_of_example

ID = "desk-worker-sciatica"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    plan = plan_of_example()
    monkeypatch.setattr(new, "stored_plan", lambda *_: plan)

    def run(*arguments: str | Path, code: int = 0, given: str = "") -> Result:
        words = ["--store", str(tmp_path / "s.db"), *map(str, arguments)]
        result = CliRunner().invoke(main, words, input=given)
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def begun(run: Run) -> Run:
    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    return run


def test_without_a_store_the_list_says_how_to_begin(run: Run) -> None:
    assert "Begin one with: planner programme new INTAKE" in run("programme", "list").output


def test_begun_listed_and_shown(begun: Run) -> None:
    assert ID in begun("programme", "list").output
    shown = begun("programme", "show", ID).output
    assert "revision 1: 2 weeks from Mon 7 Dec 2026, 2 sessions" in shown
    assert f"planner check-in {ID}" in shown


def test_json_is_json(begun: Run) -> None:
    assert json.loads(begun("programme", "list", "--json").stdout)[0]["id"] == ID
    assert json.loads(begun("programme", "show", ID, "--json").stdout)["state"] == "active"
    kinds = [
        line["kind"] for line in json.loads(begun("programme", "history", ID, "--json").stdout)
    ]
    assert kinds == ["intake", "plan", "calendar", "state"]


def test_a_second_one_of_the_same_id_is_refused(begun: Run) -> None:
    result = begun("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent, code=10)
    assert "a programme of this id already" in result.output
    begun("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent, "--id", "other")


def test_a_plan_of_another_intake_is_refused(run: Run) -> None:
    other = EXAMPLE.with_name("facet_baker.yaml")
    result = run("programme", "new", other, "--plan", EXAMPLE.parent, code=10)
    assert "made from another intake" in result.output


def test_an_id_that_is_no_file_name_is_refused(run: Run) -> None:
    result = run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent, "--id", "a/b", code=10)
    assert "not safe as a file name" in result.output


def test_out_and_in_again_without_loss(begun: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    begun("programme", "export", ID, "-o", first)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    begun("programme", "delete", ID, "--yes")
    begun("programme", "show", ID, code=10)
    begun("programme", "import", first)
    begun("programme", "export", ID, "-o", second)
    assert first.read_bytes() == second.read_bytes()
    content = json.loads(first.read_text())
    assert content["records"][0]["body"]["format"] == "intake/1"


@pytest.mark.parametrize("change", ["prev", "tail", "format"])
def test_an_export_that_was_changed_is_refused(begun: Run, tmp_path: Path, change: str) -> None:
    file = tmp_path / "out.json"
    begun("programme", "export", ID, "-o", file)
    begun("programme", "delete", ID, "--yes")
    content = json.loads(file.read_text())
    if change == "prev":
        content["records"][0]["body"]["facts"]["age"] = 20
    elif change == "tail":
        content["records"] = content["records"][1:]
    else:
        content["format"] = "programme/2"
    file.write_text(json.dumps(content))
    begun("programme", "import", file, code=10)
    assert "No programmes yet" in begun("programme", "list").output


def test_nobody_to_ask_means_nothing_is_deleted(begun: Run) -> None:
    begun("programme", "delete", ID, code=2)
    begun("programme", "show", ID)


def test_a_folder_without_a_programme_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    result = run("programme", "show", tmp_path, code=10)
    assert "no programme was begun here yet" in result.output


def test_a_folder_with_a_programme_stands_for_it(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    run("--store", folder / "programme.db", "programme", "new", EXAMPLE, "--plan", folder)
    assert ID in run("programme", "show", folder).output


def test_a_new_version_of_the_intake_is_kept_beside_the_old(begun: Run, tmp_path: Path) -> None:
    file = tmp_path / "second.yaml"
    text = EXAMPLE.read_text("utf-8")
    file.write_text(text.replace("weight_kg: 72", "weight_kg: 71"), encoding="utf-8")
    begun("programme", "revise", ID, file, code=2)
    begun("programme", "revise", ID, file, "--reason", "weighed again", "--by", "nurse")
    lines = json.loads(begun("programme", "history", ID, "--json").stdout)
    assert [line["about"] for line in lines if line["kind"] == "intake"] == [
        "Intake version 1", "Intake version 2",
    ]  # fmt: skip
    assert (lines[-1]["by"], lines[-1]["reason"]) == ("nurse", "weighed again")
    file.write_text("format: intake/1\n", encoding="utf-8")
    begun("programme", "revise", ID, file, "--reason", "x", code=10)
