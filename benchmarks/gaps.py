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
from planner.solver.solve import solve

EFFORT = "standard"
ROW = "| {} | {} | {} | {} | {:.2f} | {} | {:.0f} |"


class Gap(NamedTuple):
    """Level 1 of one instance: value, bound, gap in percent of the most that can be missing."""

    case: Case
    value: int
    bound: int
    percent: float
    seconds: float

    @property
    def is_proven(self) -> bool:
        """Nothing better exists."""
        return self.value == self.bound


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
    return Gap(case, first.value, first.bound, percent, seconds)


def main() -> None:
    """Print a row for every instance and one for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--a-size", type=int, default=4, help="instances of each size")
    chosen = parser.parse_args()
    for size in SIZES:
        own = [case for case in cases() if case.size == size][: chosen.a_size]
        found = [gap for case in own if (gap := gap_of(case)) is not None]
        for gap in found:
            proven = "yes" if gap.is_proven else "no"
            row = (size, gap.case.name, gap.value, gap.bound, gap.percent, proven, gap.seconds)
            print(ROW.format(*row), flush=True)
        share = sum(gap.is_proven for gap in found)
        middle = median(gap.percent for gap in found)
        print(f"{size}: median gap {middle:.2f} %, proven {share}/{len(found)}", flush=True)


if __name__ == "__main__":
    main()
