"""The layers of `pyproject.toml` hold, and starting the command stays light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIGHT = {"click", "planner", "typing_extensions"}


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_help_imports_click_and_the_standard_library_only() -> None:
    script = (
        "import sys; from planner.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{script}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.split())
    foreign = {name for name in loaded if name not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("_")} - {"__main__"} <= LIGHT
    assert "Commands" in done.stdout


def test_every_command_of_the_table_exists() -> None:
    from planner.cli.main import COMMANDS, main

    context = main.make_context("planner", [], resilient_parsing=True)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        assert command.help
