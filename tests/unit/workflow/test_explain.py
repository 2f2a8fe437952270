"""`planner explain` on an intake: planned first, several activities, text and JSON."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from planner.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples"


def explain(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_an_intake_is_planned_and_several_activities_are_explained() -> None:
    intake = EXAMPLES / "desk_worker_sciatica.yaml"
    done = explain(intake, "slider_supine_small", "hamstring_seated", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert list(dict.fromkeys(each["activity"] for each in found)) == [
        "slider_supine_small",
        "hamstring_seated",
    ]
    slider = found[0]
    assert slider["verdict"] == "deferred"
    assert [each["criterion"] for each in slider["awaited"]] == ["sciatica_settling"]
    assert slider["awaited"][0]["check_on"] == "2026-12-21"
    assert any("irritability" in change for change in slider["changes"])


def test_an_intake_that_needs_a_referral_is_not_explained_but_referred() -> None:
    done = explain(EXAMPLES / "red_flag_numb_saddle.yaml", "walk_short")
    assert done.exit_code == 12, done.output
    assert done.stdout == ""
    assert done.stderr.strip()
