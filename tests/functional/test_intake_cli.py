"""`planner intake` as people and scripts use it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/desk_worker_sciatica.yaml"
BASE = """\
format: intake/1
id: a
plan: {start: 2026-12-07, weeks: 4, timezone: UTC}
availability: []
"""
# One line for each question of a man of 41 with an ordinary back ache, in the order asked.
ANSWERS = {
    "On which day": "2027-01-11",
    "For how many weeks": "8",
    "time zone": "Europe/Berlin",
    "How old": "41",
    "Which sex": "male",
    "How tall": "178",
    "What do you weigh": "80",
    "When do you have time": "mon-fri 07:00-07:40*",
    "named any of these findings": "0",
    "regular_exerciser": "n",
    "cigarettes_per_day": "0",
    "pain_trend": "2",
    "How hard do you want": "2",
    "get up": "06:00 22:00",
    "Which of these do you have": "mat, band, chair",
    "What do you want to reach": "less_pain",
}


def run(*arguments: str, text: str | None = None):
    return CliRunner().invoke(main, ["intake", *arguments], input=text)


def test_check_says_ok_and_what_is_open():
    result = run("check", str(EXAMPLE))
    assert result.exit_code == 0
    assert f"{EXAMPLE}: ok" in result.output


def test_check_as_json():
    result = run("check", str(EXAMPLE), "--json")
    found = json.loads(result.stdout)
    assert found["ok"] is True
    assert len(found["sha256"]) == 64
    assert found["groups_open"] == []


def test_check_reads_standard_input():
    result = run("check", "-", text=BASE)
    assert result.exit_code == 0
    assert "checklists not answered" in result.output


def test_check_reports_every_problem_with_its_line(tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text(BASE + "facts: {age: 12}\nequipment: [matt]\n", "utf-8")
    result = run("check", str(file))
    assert result.exit_code == 10
    assert f"{file}:5: facts.age: must be from 18 to 100 years" in result.stderr
    assert f"{file}:6: equipment[0]" in result.stderr
    assert "Traceback" not in result.output


def test_problems_as_json(tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text(BASE + "facts: {age: 12}\n", "utf-8")
    result = run("check", str(file), "--json")
    assert result.exit_code == 10
    found = json.loads(result.stdout)
    assert found["ok"] is False
    assert (found["problems"][0]["line"], found["problems"][0]["key"]) == (5, "facts.age")


@pytest.mark.parametrize("text", ["", "a: [", "\0", "- 1", "{}", "format: intake/1"])
def test_no_input_ends_in_a_traceback(text):
    result = run("check", "-", text=text)
    assert result.exit_code == 10
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_questions_for_a_bare_intake(tmp_path):
    file = tmp_path / "bare.yaml"
    file.write_text(BASE, "utf-8")
    result = run("questions", str(file))
    assert result.exit_code == 0
    assert "no plan is made without it" in result.output.splitlines()[1]
    found = json.loads(run("questions", str(file), "--json").stdout)
    assert found[0]["needed"] is True


def test_questions_for_a_complete_intake():
    result = run("questions", str(EXAMPLE))
    assert "Nothing more needs to be asked." in result.output


def typed() -> str:
    """Answers in the order of the questions, found by asking once with a person that knows."""
    from planner.intake.draft import new_draft
    from planner.knowledge import load_catalog
    from planner.workflow.new_intake import interview

    lines: list[str] = []

    def ask(question):
        known = [
            answer for key, answer in ANSWERS.items() if key in f"{question.id} {question.text}"
        ]
        lines.append(known[0] if known else ("0" if "group:" in question.id else "1"))
        return lines[-1]

    interview(new_draft("a"), load_catalog(), ask, lambda text: pytest.fail(text))
    return "\n".join(lines) + "\n"


def test_new_writes_a_private_intake_that_checks(tmp_path):
    file = tmp_path / "me.yaml"
    result = run("new", "-o", str(file), text=typed())
    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("check", str(file)).exit_code == 0
    assert "id: me" in file.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [file]


def test_new_stops_on_q_and_goes_on_later(tmp_path):
    file, lines = tmp_path / "me.yaml", typed().splitlines()
    first = run("new", "-o", str(file), text="\n".join([*lines[:12], "q"]) + "\n")
    progress = tmp_path / "me.yaml.progress"
    assert first.exit_code == 130
    assert stat.S_IMODE(progress.stat().st_mode) == 0o600
    assert not file.exists()
    second = run("new", "--resume", str(progress), text="\n".join(lines[12:]) + "\n")
    assert second.exit_code == 0, second.output
    assert file.exists()
    assert not progress.exists()


def test_new_keeps_what_was_answered_when_the_input_ends(tmp_path):
    result = run("new", "-o", str(tmp_path / "me.yaml"), text="2027-01-11\n8\n")
    assert result.exit_code == 130
    assert (tmp_path / "me.yaml.progress").exists()


def test_new_never_writes_over_a_file(tmp_path):
    file = tmp_path / "me.yaml"
    file.write_text("mine", "utf-8")
    result = run("new", "-o", str(file), text="q\n")
    assert result.exit_code == 10
    assert file.read_text("utf-8") == "mine"


def test_new_refuses_a_file_that_is_no_progress(tmp_path):
    file = tmp_path / "x.progress"
    file.write_text("format: plan/1\n", "utf-8")
    result = run("new", "-o", str(tmp_path / "y.yaml"), "--resume", str(file), text="q\n")
    assert result.exit_code == 10
