from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.errors import OutputError
from planner.explain import render
from planner.workflow.deliver import deliver, summarise
from tests.support.sample_plan import sample_plan


def outcome(plan: Plan | None) -> Any:
    return SimpleNamespace(
        plan=plan, intake=None, referral_text="See a doctor today.", timings={"solve": 1.5}
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_plan_is_written_with_its_calendar(tmp_path: Path) -> None:
    done = deliver(outcome(sample_plan()), tmp_path / "new", ())
    assert names(tmp_path / "new") == {"plan.json", "plan.ics"}
    assert done.status == "feasible"
    assert [file.name for file in done.files] == ["plan.json", "plan.ics"]
    assert done.remarks == ()


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        deliver(outcome(sample_plan()), tmp_path / folder, ("csv",))
    for name in ("plan.json", "plan.ics", "plan.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_referral_withdraws_the_earlier_plan(tmp_path: Path) -> None:
    deliver(outcome(sample_plan()), tmp_path, ("csv",))
    done = deliver(outcome(None), tmp_path, ())
    assert names(tmp_path) == {
        "referral.txt",
        "plan.json.withdrawn",
        "plan.ics.withdrawn",
        "plan.csv.withdrawn",
    }
    assert (tmp_path / "referral.txt").read_text("utf-8") == "See a doctor today.\n"
    assert done.status == "referral"
    assert len(done.remarks) == 3


def test_a_plan_withdraws_an_earlier_referral_and_views_it_does_not_replace(tmp_path: Path) -> None:
    deliver(outcome(sample_plan()), tmp_path, ("csv",))
    deliver(outcome(None), tmp_path, ())
    deliver(outcome(sample_plan()), tmp_path, ())
    assert {"plan.json", "plan.ics", "referral.txt.withdrawn"} <= names(tmp_path)
    assert "referral.txt" not in names(tmp_path)


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    deliver(outcome(None), tmp_path, ())
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_an_error_without_half_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    with pytest.raises(OutputError):
        deliver(outcome(sample_plan()), tmp_path / "taken" / "out", ())
    assert names(tmp_path) == {"taken"}


def test_the_summary_names_the_files(tmp_path: Path) -> None:
    text = render(summarise(sample_plan(), (tmp_path / "plan.ics",), None, 100))
    assert str(tmp_path / "plan.ics") in text
