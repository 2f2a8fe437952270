"""How soon a request that cannot be met is answered: `python -m benchmarks.conflicts`.

The fixed instances, with two half hours a week as all the time that is given. Timed is everything
after the intake is read: the problem, the clash and its smallest set; and with trying the ways out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from statistics import median

from msgspec.structs import replace

from benchmarks.cases import asked_of, cases
from benchmarks.people import the_catalog
from benchmarks.summary import SIZES
from planner.domain.intake import Window
from planner.eligibility import decide
from planner.problem.build import build
from planner.solver.conflicts import smallest_conflict
from planner.workflow.infeasible import explained
from planner.workflow.ways_out import Person

SHORT = Window(days=(0, 3), dates=(), start=dt.time(18), end=dt.time(18, 30))


def seconds_of(name: str) -> tuple[float, float] | None:
    """Seconds to the smallest set and to the whole answer.

    None where nothing clashes, or the screening stops the plan.
    """
    asked = asked_of(name)
    if asked is None:
        return None
    intake = replace(asked.intake, availability=(SHORT,), busy=())
    began = time.perf_counter()
    catalog = the_catalog()
    eligibility = decide(catalog, intake, asked.answers, intake.plan.weeks)
    built, _ = build(catalog, asked.template, intake, asked.answers, eligibility)
    problem = built.problem
    if not problem.slots:
        return None
    before = time.perf_counter()
    if smallest_conflict(problem) is None:
        return None
    named = time.perf_counter()
    # It looks for the smallest set once more.
    explained(problem, Person(catalog, asked.template, intake, asked.answers, eligibility))
    ended = time.perf_counter()
    return named - began, ended - named + before - began


def main() -> None:
    """Print a row for every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--a-size", type=int, default=8, help="instances of each size")
    chosen = parser.parse_args()
    heads = ("size", "clashes", "set s", "longest s", "answer s", "longest s")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for size in SIZES:
        own = [case.name for case in cases() if case.size == size][: chosen.a_size]
        found = [seconds for name in own if (seconds := seconds_of(name)) is not None]
        # Without any clash there is nothing to take the middle of.
        columns = list(zip(*found, strict=True)) or [(0.0,), (0.0,)]
        told = [f"{value:.2f}" for one in columns for value in (median(one), max(one))]
        print(f"| {size} | {len(found)} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
