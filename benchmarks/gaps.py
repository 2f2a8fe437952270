"""How far a plan of the default effort is from the best at most: `python -m benchmarks.gaps`.

The limits are deterministic, so value, bound and proof do not depend on how busy the machine is;
the seconds do. Prints the table that benchmarks/performance_notes.md holds.
"""

from __future__ import annotations

import argparse
import time
from statistics import median
from typing import NamedTuple

from benchmarks.cases import Case, cases, problem_of
from benchmarks.check import measured, target_total
from benchmarks.summary import SIZES
from planner.solver.result import Level
from planner.solver.solve import solve

EFFORT = "standard"
ROW = "| {} | {} | {} | {} | {:.2f} | {} | {:.0f} |"


class Gap(NamedTuple):
    """The levels of one instance; the gap is of the first, in percent of what can be missing."""

    case: Case
    levels: tuple[Level, ...]
    percent: float
    seconds: float

    def is_proven(self, *numbers: int) -> bool:
        """Nothing better exists on these levels, counted from 1."""
        return all(self.levels[number - 1].proven for number in numbers)


def gap_of(case: Case) -> Gap | None:
    """Plan the instance; None where it has no plan."""
    problem = problem_of(case.name)
    if problem is None:
        return None
    began = time.perf_counter()
    levels = solve(problem, EFFORT).levels
    seconds = time.perf_counter() - began
    if not levels:
        return None
    first = levels[0]
    most = target_total(measured(problem))
    percent = 100 * (first.value - first.bound) / most
    return Gap(case, levels, percent, seconds)


def row_of(gap: Gap) -> str:
    """Value, bound and gap of the first level."""
    first, proven = gap.levels[0], "yes" if gap.is_proven(1) else "no"
    return ROW.format(
        gap.case.size, gap.case.name, first.value, first.bound, gap.percent, proven, gap.seconds
    )


def summary_of(size: str, found: list[Gap]) -> str:
    """What is proven of all, and how many changes of rhythm they hold together."""
    middle = median(gap.percent for gap in found)
    first, later = (sum(gap.is_proven(*numbers) for gap in found) for numbers in ((1,), (2, 3)))
    rhythm = sum(gap.levels[2].value for gap in found)
    return (
        f"{size}: median gap {middle:.2f} %, proven {first}/{len(found)}; "
        f"levels 2 and 3 proven {later}/{len(found)}, changes of rhythm {rhythm}"
    )


def main() -> None:
    """Print a row for every instance and one for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--a-size", type=int, default=4, help="instances of each size")
    chosen = parser.parse_args()
    for size in SIZES:
        own = [case for case in cases() if case.size == size][: chosen.a_size]
        found = []
        for case in own:
            gap = gap_of(case)
            if gap is not None:
                found.append(gap)
                print(row_of(gap), flush=True)
        print(summary_of(size, found), flush=True)


if __name__ == "__main__":
    main()
