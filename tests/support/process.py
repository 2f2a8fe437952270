"""The real `planner` process, as a person at a terminal or a script runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANNER = Path(sys.executable).with_name("planner")
TIMEOUT_S = 300


def environment(**changes: str) -> dict[str, str]:
    """The surroundings of the process: this checkout, no colour, and what the test changes."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **changes}


def planner(
    *arguments: str | Path,
    given: bytes = b"",
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `planner` to its end.

    Args:
        arguments: of the command line.
        given: bytes on standard input.
        cwd: folder in which it runs.
        env: its whole environment; see `environment`.
    """
    done = subprocess.run(
        [PLANNER, *map(str, arguments)],
        input=given,
        cwd=cwd,
        env=environment() if env is None else env,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def intake(*changes: tuple[str, str], name: str = "desk_worker_sciatica") -> str:
    """The text of an example with parts replaced; every part must stand in it."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
