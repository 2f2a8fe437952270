"""Writes `instances/instances.csv`: examples and seeds that a plan is sought for, cut into sizes.

Whether there is a plan is left to the run: an instance that a method proves infeasible stays in
the list and is told, but counts in no median.
"""

from __future__ import annotations

import csv
import sys

from benchmarks.cases import FIELDS, LIST, ROOT, problem_of
from planner.errors import BadInput

# Cuts in candidate families, near the thirds of the distribution over the first seeds.
SMALL, MEDIUM = 38, 43
A_SIZE = 20


def size_of(families: int) -> str:
    """The size of an instance by its candidate families."""
    return "small" if families <= SMALL else "medium" if families <= MEDIUM else "large"


def main() -> None:
    """Examples first, then seeds in order until every size is full."""
    names = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
    count = {"small": 0, "medium": 0, "large": 0}
    rows: list[tuple[str, str, int, int, int]] = []
    for name in [*names, *(f"seed-{seed}" for seed in range(400))]:
        if min(count.values()) >= A_SIZE:
            break
        try:
            problem = problem_of(name)
        except BadInput as error:
            print(name, "refused:", str(error)[:200], file=sys.stderr)
            continue
        if problem is None or not problem.slots:
            print(name, "has no plan", file=sys.stderr)
            continue
        size = size_of(len(problem.candidates))
        if name.startswith("seed-") and count[size] >= A_SIZE:
            continue
        count[size] += 1
        rows.append((name, size, len(problem.candidates), problem.weeks, len(problem.slots)))
        print(*rows[-1], flush=True)
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
