"""`planner check-in`: taken in, corrected, withdrawn; a red flag stops; guided answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from planner.cli import main
from planner.intake import read_intake
from planner.workflow.programme import new
from tests.support.checkins import programme
from tests.support.people import CATALOG
from tests.support.stored import EXAMPLE

ID = "desk-worker-sciatica"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    plan = programme()
    made = replace(plan.made_from, intake=read_intake(EXAMPLE, CATALOG).sha256)
    monkeypatch.setattr(new, "stored_plan", lambda *_: replace(plan, made_from=made))

    def run(*arguments: str | Path, code: int = 0, given: str = "") -> Result:
        words = ["--store", str(tmp_path / "s.db"), *map(str, arguments)]
        result = CliRunner().invoke(main, words, input=given)
        assert result.exit_code == code, result.output
        return result

    run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    return run


def week(date: str = "2026-12-13", **more: Any) -> str:
    number = 1 if date < "2026-12-14" else 2
    keys = [f"w0{number}-{day}" for day in (0, 2, 4)]
    scores = {"pain_before": 1, "pain_during": 1, "pain_next_morning": 1, "rpe": 4}
    data = {
        "format": "checkin/1", "date": date, "red_flags": [],
        "sessions": [{"key": key, "done": "full", **scores} for key in keys],
        "facts": {"worst_pain_max_7d": 1}, **more,
    }  # fmt: skip
    return json.dumps(data)


def kinds(run: Run) -> list[tuple[str, bool]]:
    lines = json.loads(run("programme", "history", ID, "--json").stdout)
    return [(line["kind"], line["counts"]) for line in lines][4:]


def test_a_check_in_is_kept_and_answered(run: Run) -> None:
    told = run("check-in", ID, "-", given=week()).output
    assert "Check-in 1 of Sun 13 Dec 2026" in told
    assert "May get harder" in told
    assert "1, the last of Sun 13 Dec 2026" in run("programme", "show", ID).output
    assert kinds(run) == [("check_in", True), ("decision", True)]


def test_json_holds_every_decision_with_its_grounds(run: Run) -> None:
    told = json.loads(run("check-in", ID, "-", "--json", given=week()).stdout)
    decisions = told["review"]["decisions"]
    assert {"activity", "change", "grounds", "to_activity"} <= set(decisions[0])
    assert all(decision["grounds"] for decision in decisions)


def test_a_faulty_check_in_changes_nothing(run: Run) -> None:
    told = run("check-in", ID, "-", given=week(sesions=[]), code=10).output
    assert "did you mean 'sessions'?" in told
    assert kinds(run) == []


def test_a_red_flag_stops_at_once_and_withdraws_the_dates(run: Run, tmp_path: Path) -> None:
    told = run("check-in", ID, "-", given=week(red_flags=["saddle_numbness"]), code=12).output
    assert told.startswith("The programme is stopped")
    assert "27 events are withdrawn from the calendar" in told
    shown = json.loads(run("programme", "show", ID, "--json").stdout)
    assert (shown["state"], shown["cancelled_events"]) == ("stopped", 27)
    run("programme", "export", ID, "-o", tmp_path / "out.json")
    records = json.loads((tmp_path / "out.json").read_text())["records"]
    calendar = [record["body"] for record in records if record["kind"] == "calendar"][-1]
    assert {calendar["sequence"][key] for key in calendar["cancelled"]} == {1}
    assert calendar["sequence"]["w01-0"] == 0
    assert "w01-0" not in calendar["cancelled"]


def test_a_stop_stays_until_a_clinician_lifts_it(run: Run) -> None:
    run("check-in", ID, "-", given=week(red_flags=["saddle_numbness"]), code=12)
    run("check-in", ID, "--withdraw", "1", "--reason", "a slip", code=12)
    lift = (
        "programme",
        "resume",
        ID,
        "--reason",
        "seen, nerve sound",
        "--on",
        "2026-12-16",
        "--by",
    )
    assert "only a clinician" in run(*lift, "person", code=10).output
    run(*lift, "physician")
    assert "not stopped" in run(*lift, "physician", code=10).output
    run("check-in", ID, "-", given=week("2026-12-20"))


def test_after_a_stop_the_answer_must_be_taken_back(run: Run) -> None:
    run("check-in", ID, "-", given=week(red_flags=["saddle_numbness"]), code=12)
    run("programme", "resume", ID, "--reason", "seen", "--on", "2026-12-16", "--by", "physician")
    run("check-in", ID, "-", given=week("2026-12-20"), code=12)
    run("programme", "resume", ID, "--reason", "seen", "--on", "2026-12-21", "--by", "physician")
    facts = {"worst_pain_max_7d": 1, "saddle_numbness": False}
    run("check-in", ID, "-", given=week("2026-12-20", facts=facts))


def test_a_correction_is_kept_beside_what_it_changes(run: Run) -> None:
    run("check-in", ID, "-", given=week(retests=[{"measure": "psfs", "value": 3}]))
    correct = ("check-in", ID, "-", "--correct")
    assert "say why" in run(*correct, "1", given=week(), code=10).output
    run(*correct, "1", "--reason", "wrong day", given=week())
    assert kinds(run) == [
        ("check_in", False), ("retest", False), ("decision", False),
        ("check_in", True), ("decision", True),
    ]  # fmt: skip
    assert "no longer counts" in run(*correct, "1", "--reason", "x", given=week(), code=10).output
    assert (
        "there is no check-in 9"
        in run(*correct, "9", "--reason", "x", given=week(), code=10).output
    )
    assert "wrong day" in run("programme", "history", ID).output


def test_a_withdrawal_needs_a_reason_and_is_kept(run: Run) -> None:
    run("check-in", ID, "-", given=week())
    run("check-in", ID, "--withdraw", "1", code=10)
    run("check-in", ID, "--withdraw", "1", "--reason", "somebody else's")
    assert kinds(run) == [("check_in", False), ("decision", False), ("withdrawal", True)]
    assert "No check-in yet" in run("programme", "progress", ID).output


def test_progress_stands_beside_the_smallest_change_that_matters(run: Run) -> None:
    run("check-in", ID, "-", given=week(facts={"worst_pain_max_7d": 4}))
    assert "no change that matters" in run("programme", "progress", ID).output
    run("check-in", ID, "-", given=week("2026-12-20", facts={"worst_pain_max_7d": 3}))
    found = json.loads(run("programme", "progress", ID, "--json").stdout)
    pain = next(row for row in found["measures"] if row["measure"] == "nprs")
    assert (pain["first"], pain["latest"], pain["smallest"], pain["verdict"]) == (5, 3, 2, "better")
    assert [row["worst_pain"] for row in found["weeks"]] == [4, 3]


# Safety questions; sessions missed, in part; three lines of scores; symptoms; then pain.
CALM = ["0"] * 6 + ["0", "0", "1 1 1 4", "1 2 1 4", "1 1 - 4", "0", "2"]


def test_guided_answers_make_the_same_kind_of_check_in(run: Run, tmp_path: Path) -> None:
    told = run("check-in", ID, "--on", "2026-12-13", given="\n".join([*CALM, *[""] * 12]) + "\n")
    assert "Check-in 1 of Sun 13 Dec 2026" in told.output
    run("programme", "export", ID, "-o", tmp_path / "out.json")
    records = json.loads((tmp_path / "out.json").read_text())["records"]
    body = next(record["body"] for record in records if record["kind"] == "check_in")
    assert body["red_flags"] == []
    assert [session["done"] for session in body["sessions"]] == ["full"] * 3
    assert "pain_next_morning" not in body["sessions"][2]
    assert body["facts"]["worst_pain_max_7d"] == 2


def test_a_check_in_speaks_the_language_that_is_asked_for(run: Run) -> None:
    given = "\n".join([*CALM, *[""] * 12]) + "\n"
    told = run("check-in", ID, "--on", "2026-12-13", "--language", "es", given=given).output
    assert f"Control de {ID}." in told
    assert "Esto estaba previsto. ¿Cuáles no hiciste?" in told
    assert "Control 1, del dom 13 dic 2026" in told
    for english in ("Which", "Enter if", "numbers with", "Check-in", "May get harder", "Kept in"):
        assert english not in told


def test_guided_questions_ask_where_it_hurt(run: Run, tmp_path: Path) -> None:
    answers = ["0"] * 6 + ["2,3", "0", "1 6 3 5", "2", "1", "2", "0", "6"]
    run("check-in", ID, "--on", "2026-12-13", given="\n".join([*answers, *[""] * 12]) + "\n")
    run("programme", "export", ID, "-o", tmp_path / "out.json")
    records = json.loads((tmp_path / "out.json").read_text())["records"]
    body = next(record["body"] for record in records if record["kind"] == "check_in")
    assert body["sessions"][0]["pain_during"] == 2
    assert body["sessions"][0]["items"] == [
        {"activity": "dead_bug_march", "pain_during": 6, "responses": ["peripheralises"]}
    ]
    assert [session["done"] for session in body["sessions"]] == ["full", "missed", "missed"]


def test_what_is_not_understood_is_asked_again(run: Run) -> None:
    answers = ["nonsense", "", *CALM[:8], "1 2 3", "1 2 1 99", *CALM[8:]]
    told = run("check-in", ID, "--on", "2026-12-13", given="\n".join([*answers, *[""] * 12]) + "\n")
    assert told.output.count("Not understood") == 4


@pytest.mark.parametrize("answers", [["q"], [*CALM[:8], "q"], ["0", "0"]])
def test_stopping_keeps_nothing(run: Run, answers: list[str]) -> None:
    run("check-in", ID, "--on", "2026-12-13", given="\n".join(answers) + "\n", code=130)
    assert kinds(run) == []


def test_a_folder_that_plan_made_is_taken_up(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "jana"
    folder.mkdir()
    (folder / "plan.json").write_text("{}")
    told = run("check-in", folder, "-", given=week(), code=10)
    assert "--intake FILE" in told.output
    folder.with_suffix(".yaml").write_text(EXAMPLE.read_text())
    run("check-in", folder, "-", given=week())
    assert "Check-ins  1" in run("programme", "show", folder).output
    run("check-in", folder, "-", given=week("2026-12-20"))


def test_the_day_is_asked_for_and_the_end_of_the_week_is_offered(run: Run) -> None:
    told = run("check-in", ID, given="\n".join(["", *CALM, *[""] * 12]) + "\n").output
    assert "Enter for 2026-12-13, the end of week 1" in told
    assert "Check-in 1 of Sun 13 Dec 2026" in told
    told = run("check-in", ID, given="\n".join(["soon", "2026-12-18", *["0"] * 6]), code=130).output
    assert "Enter for 2026-12-20, the end of week 2" in told
    assert "Not understood" in told


def test_a_day_before_the_plan_is_refused_before_any_question(run: Run) -> None:
    told = run("check-in", ID, "--on", "2026-12-01", code=10).output
    assert "lies before the plan starts" in told


def test_the_same_reports_make_the_same_bytes(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        run("check-in", ID, "-", given=week())
        run("programme", "export", ID, "-o", file)
        run("programme", "delete", ID, "--yes")
        run("programme", "new", EXAMPLE, "--plan", EXAMPLE.parent)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("words", [("--correct", "1"), ("-", "--withdraw", "1")])
def test_what_makes_no_sense_together_is_refused(run: Run, words: tuple[str, ...]) -> None:
    run("check-in", ID, *words, code=2)
