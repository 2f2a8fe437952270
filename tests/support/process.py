"""The real `planner` process, as a person at a terminal or a script runs it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLANNER = Path(sys.executable).with_name("planner")
TIMEOUT_S = 300
# Of the files that tests share; it goes when the process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="planner-tests-")
# What only a programmer understands.
DISTURBED = ("Traceback", "Error:", "Exception", 'File "')


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


def assert_said(done: subprocess.CompletedProcess[str], code: int, *says: str) -> None:
    """The exit code, the parts of the message, and nothing for programmers only."""
    assert done.returncode == code, done.stderr
    for part in says:
        assert part in done.stderr
    for word in DISTURBED if code != 2 else DISTURBED[:1]:
        assert word not in done.stderr
    assert done.stdout == ""


def intake(*changes: tuple[str, str], name: str = "desk_worker_sciatica") -> str:
    """The text of an example with parts replaced; every part must stand in it."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def short(weeks: int = 2) -> Path:
    """A file with an example of few weeks, for tests that need a plan and not a certain one."""
    file = Path(FOLDER.name) / f"{weeks}_weeks.yaml"
    file.write_text(intake(("weeks: 12", f"weeks: {weeks}")), "utf-8")
    return file


class Terminal:
    """`planner` on a terminal of its own: what it shows, and keys pressed.

    Changes of the environment are given by name.
    """

    def __init__(self, *arguments: str | Path, **changes: str) -> None:
        self.shown = ""
        self.keys, end = pty.openpty()
        self.process = subprocess.Popen(
            [PLANNER, *map(str, arguments)],
            stdin=end,
            stdout=end,
            stderr=end,
            env=environment(TERM="xterm", **changes),
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
        )
        os.close(end)

    def wait_for(self, text: str) -> None:
        """Until the text is shown, or the process has ended."""
        end = time.monotonic() + TIMEOUT_S
        while text not in self.shown and self._read():
            assert time.monotonic() < end, self.shown

    def press(self, key: bytes) -> None:
        os.write(self.keys, key)

    def end(self) -> int:
        """Exit code, after everything was shown."""
        while self._read():
            pass
        os.close(self.keys)
        return self.process.wait(TIMEOUT_S)

    def _read(self) -> bool:
        select.select([self.keys], [], [], 1)
        try:
            data = os.read(self.keys, 4096)
        except OSError:
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)
