from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner import __version__
from planner.cli.lazy import LazyGroup
from planner.cli.root import RootGroup
from planner.errors import AuditViolation, BadInput, ExitCode, Infeasible, OutputError, Problem

ROOT = Path(__file__).parents[3]
PLANNER = Path(sys.executable).with_name("planner")


def group(error: BaseException) -> click.Group:
    class Root(RootGroup):
        lazy = {"work": (f"{__name__}:unused", "Work.")}  # noqa: RUF012

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            return click.Command("work", callback=work) if cmd_name == "work" else None

    def work() -> None:
        raise error

    return Root("planner")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput([Problem("a.yaml", 3, "facts.age", "must be a number")]), 10),
        (OutputError(Path("out"), "cannot be written"), 10),
        (Infeasible("no time"), 13),
        (AuditViolation("bug"), 14),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
    ],
)
def test_errors_become_a_message_and_an_exit_code(error: BaseException, code: int) -> None:
    done = CliRunner().invoke(group(error), ["work"])
    assert done.exit_code == code
    # A blank line closes the ^C that a terminal shows.
    assert done.stderr.lstrip("\n").startswith("planner: ")
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_all_problems_of_a_file_are_shown_with_line_and_key() -> None:
    problems = [Problem("a.yaml", 3, "facts.age", "one"), Problem("a.yaml", 9, "goals", "two")]
    done = CliRunner().invoke(group(BadInput(problems)), ["work"])
    assert "a.yaml:3: facts.age: one" in done.stderr
    assert "a.yaml:9: goals: two" in done.stderr


def test_a_bug_is_not_hidden() -> None:
    done = CliRunner().invoke(group(ZeroDivisionError()), ["work"])
    assert isinstance(done.exception, ZeroDivisionError)


def test_version_and_usage_errors() -> None:
    from planner.cli import main

    runner = CliRunner()
    assert __version__ in runner.invoke(main, ["--version"]).stdout
    assert runner.invoke(main, ["nothing"]).exit_code == ExitCode.USAGE
    assert runner.invoke(main, ["plan"]).exit_code == ExitCode.USAGE


def test_help_imports_no_command() -> None:
    class Broken(LazyGroup):
        lazy = {"plan": ("no.such.module:plan", "Plan something.")}  # noqa: RUF012

    done = CliRunner().invoke(Broken("planner"), ["--help"])
    assert done.exit_code == 0
    assert "Plan something." in done.stdout


def test_a_reader_that_goes_away_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [PLANNER, "catalog", "search", "walk"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
