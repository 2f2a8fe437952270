"""What the real `planner` process says where what it makes cannot be written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.process import PLANNER, ROOT, assert_said, environment, planner, short

EXAMPLE = ROOT / "examples/desk_worker_sciatica.yaml"
# What is planned, wherever any plan will do.
SHORT = short()
QUICK = ("--effort", "quick")


# Folder for the plan, exit code, and what is said. None of them takes the time of a search.
FOLDERS = {
    "below a file": (f"{EXAMPLE}/out", 10, "lies below a file"),
    "a device": ("/dev/full", 10, "lies below a file"),
    "a file": (str(EXAMPLE), 2, "is a file"),
}


@pytest.mark.parametrize(("folder", "code", "says"), FOLDERS.values(), ids=FOLDERS)
def test_a_folder_for_the_plan(folder: str, code: int, says: str) -> None:
    done = planner("plan", EXAMPLE, "-o", folder, "--effort", "thorough")
    assert_said(done, code, folder, says)


def test_a_folder_that_only_turns_out_to_be_read_only() -> None:
    """Even root makes no folder here, but the system says so only when it is tried."""
    done = planner("plan", SHORT, "-o", "/proc/no/plan", *QUICK)
    assert_said(done, 10, "/proc/no/plan/plan.json: cannot be written", "choose another folder")


def test_a_referral_that_cannot_be_written_is_still_told() -> None:
    example = ROOT / "examples/red_flag_numb_saddle.yaml"
    done = planner("plan", example, "-o", f"{EXAMPLE}/out")
    assert done.returncode == 12
    assert "lies below a file" in done.stderr
    told = planner("plan", example, "-o", f"{EXAMPLE}/out", "--json")
    assert told.returncode == 12
    assert json.loads(told.stdout)["referral"].strip() == done.stdout.strip() != ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", str(SHORT), "-o", "{tmp}", *QUICK),
        ("plan", str(SHORT), "-o", "{tmp}", *QUICK, "--json"),
        ("catalog", "search", "walk"),
        ("template", "show", "sciatica_first"),
    ],
    ids=lambda arguments: " ".join(arguments[:1] + arguments[-1:]),
)
def test_output_that_does_not_fit_on_the_disk(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [PLANNER, *(word.format(tmp=tmp_path) for word in arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 10
    assert done.stderr == "planner: the output cannot be written (No space left on device)\n"
    assert {path.name for path in tmp_path.iterdir()} <= {"plan.json", "plan.ics"}


@pytest.mark.parametrize(
    ("example", "code"),
    [(SHORT, 0), (ROOT / "examples/red_flag_numb_saddle.yaml", 12)],
    ids=["plan", "referral"],
)
def test_a_reader_that_goes_away_changes_nothing(example: Path, code: int, tmp_path: Path) -> None:
    """`planner plan ... | head -1`: files and exit code are as ever."""
    line = f"'{PLANNER}' plan '{example}' -o '{tmp_path}' --effort quick | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env=environment(), cwd=ROOT, check=False
    )
    assert done.returncode == code
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
    expected = {"plan.json", "plan.ics"} if code == 0 else {"referral.txt"}
    assert {path.name for path in tmp_path.iterdir()} == expected


def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """A limit on the size of files stops a write in its middle, as a full disk does."""
    line = f"ulimit -f 100; '{PLANNER}' plan '{SHORT}' -o '{tmp_path}/out' --effort quick"
    env = environment(PLANNER_CACHE_DIR=str(tmp_path / "cache"))
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, env=env, cwd=ROOT, text=True, check=False
    )
    reason = "cannot be written (File too large); choose another folder"
    assert_said(done, 10, "out/plan.json", reason)
    # Neither half a plan nor half a catalog in the cache.
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
