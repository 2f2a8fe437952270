"""A page about the time that a cohort took; it is another one on every run."""

from __future__ import annotations

from collections import Counter

from planner.cohort.columns import TIMINGS
from planner.cohort.folder import Folder
from planner.cohort.spread import HEAD, line
from planner.cohort.tables import read_rows
from planner.documents import write_all

PAGE = "timing.md"
_PER = 1000


def tell_timing(folder: Folder) -> None:
    """Write the page.

    Raises:
        OutputError: the folder cannot be written.
    """
    wall: Counter[int] = Counter()
    cpu: Counter[int] = Counter()
    for part in folder.parts(TIMINGS):
        for row in read_rows(part):
            wall[round(row["seconds"] * _PER)] += 1
            cpu[round(row["cpu_seconds"] * _PER)] += 1
    spent = sum(value * people for value, people in cpu.items()) / _PER
    text = [
        *("# How long planning took", "", "Not the same on every run.", "", HEAD),
        line("seconds of the clock", wall, _PER),
        line("seconds of a processor", cpu, _PER),
        *("", f"Processor time of all people: {spent:.1f} s", ""),
    ]
    write_all({folder.path / PAGE: "\n".join(text).encode()})
