"""The same intake gives the same bytes, wherever, whenever and however `planner plan` is run."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

from planner.export.json import read_plan
from tests.support.process import ROOT, environment, planner

EXAMPLES = (
    "desk_worker_sciatica",
    "imperial_runner",
    "shift_worker",
    "extension_responder",
    "pregnant_second_trimester",
)
FILES = ("plan.json", "plan.ics", "plan.csv")
# Names of the two folders below which every run finds its home, cache, intake and results.
ONE, OTHER = "first-place", "second place"


class Surroundings(NamedTuple):
    """What must not matter; a warm cache is the one that the first place has filled."""

    hash_seed: str
    zone: str
    locale: str
    columns: str
    is_warm: bool


PLACES = {
    ONE: Surroundings("0", "UTC", "C", "80", is_warm=False),
    OTHER: Surroundings("20", "America/St_Johns", "C.UTF-8", "200", is_warm=True),
}


@cache
def top() -> Path:
    return Path(mkdtemp(prefix="same-bytes-"))


@cache
def written(example: str, place: str) -> Path:
    """The folder with the files of one run."""
    around = PLACES[place]
    home = top() / place / example
    home.mkdir(parents=True)
    caches = home / "cache"
    if around.is_warm:
        written(example, ONE)
        shutil.copytree(top() / ONE / example / "cache", caches)
    copy = home / f"{example}.yaml"
    copy.write_bytes((ROOT / f"examples/{example}.yaml").read_bytes())
    env = environment(
        PYTHONHASHSEED=around.hash_seed,
        TZ=around.zone,
        LANG=around.locale,
        LC_ALL=around.locale,
        COLUMNS=around.columns,
        HOME=str(home),
        PLANNER_CACHE_DIR=str(caches),
    )
    out = home / "out"
    named = copy if around.is_warm else copy.name
    done = planner("plan", named, "-o", out, "--to", "csv", "--effort", "quick", cwd=home, env=env)
    assert done.returncode == 0, done.stderr
    assert list(caches.iterdir())
    return out


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_around_the_process_matters(example: str, file: str) -> None:
    one, other = (written(example, place) / file for place in PLACES)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_no_file_says_where_or_when_it_was_made(example: str) -> None:
    folder = written(example, OTHER)
    request = read_plan(folder / "plan.json").request
    today = dt.datetime.now(dt.UTC).date()
    days = {today + dt.timedelta(days=day) for day in (-1, 0, 1)}
    last = request.start + dt.timedelta(weeks=request.weeks)
    for file in FILES:
        text = (folder / file).read_text("utf-8").replace("\r\n ", "")
        for place in (ONE, OTHER, str(top()), str(ROOT), str(Path.home())):
            assert place not in text
        for day in days:
            # An assessment stands a week before its plan at most.
            if not request.start - dt.timedelta(weeks=1) <= day <= last:
                assert day.isoformat() not in text
                assert day.strftime("%Y%m%d") not in text


CLOCK = re.compile(r"\b(today|now|utcnow|localtime|gmtime|getmtime|st_mtime|time\.time)\(")


# A signature bears the day on which it is given; it is no input of any plan.
DATED = frozenset({ROOT / "planner/cli/approve.py"})


def test_nothing_but_a_signature_reads_the_clock() -> None:
    for path in sorted({*(ROOT / "planner").rglob("*.py")} - DATED):
        assert not CLOCK.search(path.read_text("utf-8")), path
