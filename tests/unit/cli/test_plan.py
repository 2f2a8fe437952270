"""`planner plan` and the commands on plans, with the workflows replaced."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.cli.plan import beside
from planner.domain.plan import AuditResult, CheckCount, ViolationRecord
from tests.support.sample_plan import sample_plan


class Calls(dict[str, Any]):
    """What each workflow was called with."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    made = Calls(plan=sample_plan(), audit=AuditResult(passed=True, checks=(), violations=()))
    work, delivery = ModuleType("planner.workflow.plan"), ModuleType("planner.workflow.deliver")

    def make_plan(intake: Path, **options: Any) -> SimpleNamespace:
        made["make_plan"] = (intake, options)
        return SimpleNamespace(plan=made["plan"], referral_text="See a doctor today.", timings={})

    def deliver(outcome: Any, folder: Path, formats: tuple[str, ...], **options: Any) -> Any:
        discreet = options["discreet"]
        made["deliver"] = (folder, formats, discreet)
        return SimpleNamespace(
            files=(folder / "plan.ics",), remarks=("plan.json.withdrawn: no longer current",)
        )

    def summarise(plan: Any, files: Any, catalog: Any, width: int) -> tuple[()]:
        made["summarise"] = (plan, files)
        return ()

    def audit_plan(*arguments: Any, tell: Any) -> AuditResult:
        made["audit_plan"] = arguments
        return made["audit"]

    def export_plan(*arguments: Any, **options: Any) -> tuple[Path, ...]:
        made["export_plan"] = (*arguments, options)
        return (Path("out/plan.csv"),)

    vars(work).update(make_plan=make_plan, audit_plan=audit_plan)
    views = ModuleType("planner.workflow.views")
    vars(views).update(export_plan=export_plan)
    monkeypatch.setitem(sys.modules, "planner.workflow.views", views)
    vars(delivery).update(deliver=deliver, summarise=summarise)
    monkeypatch.setitem(sys.modules, "planner.workflow.plan", work)
    monkeypatch.setitem(sys.modules, "planner.workflow.deliver", delivery)
    return made


def test_plan_goes_beside_the_intake_and_is_summarised(calls: Calls) -> None:
    done = CliRunner().invoke(main, ["plan", "cases/anna.yaml"])
    assert done.exit_code == 0, done.output
    assert calls["deliver"] == (Path("cases/anna"), (), False)
    assert calls["summarise"][0] is calls["plan"]
    assert "no longer current" in done.stderr
    assert "no longer current" not in done.stdout


def test_options_reach_the_workflow(calls: Calls) -> None:
    arguments = [
        "plan",
        "a.yaml",
        "-o",
        "x",
        "--template",
        "sciatica_first",
        "--to",
        "csv, ics,csv",
    ]
    done = CliRunner().invoke(main, [*arguments, "--effort", "quick", "--discreet"])
    assert done.exit_code == 0, done.output
    options = calls["make_plan"][1]
    assert options["template"] == "sciatica_first"
    assert options["effort"] == "quick"
    assert calls["deliver"] == (Path("x"), ("csv", "ics"), True)


def test_an_unknown_format_is_refused_before_any_work(calls: Calls) -> None:
    done = CliRunner().invoke(main, ["plan", "a.yaml", "--to", "icss"])
    assert done.exit_code == 2
    assert "did you mean 'ics'" in done.stderr
    assert "make_plan" not in calls


def test_a_referral_prints_its_text_and_ends_with_12(calls: Calls) -> None:
    calls["plan"] = None
    done = CliRunner().invoke(main, ["plan", "a.yaml"])
    assert done.exit_code == 12
    assert done.stdout == "See a doctor today.\n"
    assert "summarise" not in calls


def test_standard_input_needs_a_folder(calls: Calls) -> None:
    assert CliRunner().invoke(main, ["plan", "-"]).exit_code == 2
    assert CliRunner().invoke(main, ["plan", "-", "-o", "x"]).exit_code == 0


def test_the_folder_is_never_the_intake_itself() -> None:
    assert beside(Path("a/b.yaml")) == Path("a/b")
    assert beside(Path("a/b")) == Path("a/b-plan")
    with pytest.raises(click.UsageError):
        beside(Path("-"))


def test_an_audit_that_fails_ends_with_14(calls: Calls) -> None:
    arguments = ["audit", "plan.json", "--intake", "a.yaml"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    calls["audit"] = AuditResult(
        passed=False,
        checks=(CheckCount(code="rest_day", count=84),),
        violations=(ViolationRecord(code="rest_day", where="week 2", text="no day of rest"),),
    )
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 14
    assert "VIOLATION rest_day at week 2: no day of rest" in done.stdout
    data = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).stdout)
    assert data["violations"][0]["code"] == "rest_day"


def test_export_passes_on_paper_and_programme(calls: Calls) -> None:
    arguments = ["export", "plan.json", "--to", "pdf", "-o", "out", "--paper", "letter"]
    done = CliRunner().invoke(main, ["--store", "s.db", *arguments, "--programme", "p1"])
    assert done.exit_code == 0, done.output
    *_, options = calls["export_plan"]
    wanted = {"paper": "letter", "programme": "p1", "store": "s.db"}
    assert wanted.items() <= options.items()


def test_export_lists_its_files(calls: Calls) -> None:
    done = CliRunner().invoke(main, ["export", "plan.json", "--to", "csv", "-o", "out"])
    assert done.exit_code == 0, done.output
    *arguments, options = calls["export_plan"]
    assert arguments == [Path("plan.json"), ("csv",), Path("out")]
    assert not any(options.values())
    assert done.stdout.strip() == str(Path("out/plan.csv"))
