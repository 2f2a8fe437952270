"""How time, memory and shortfall grow with the weeks: plans of 4 to 52 weeks, each audited.

    python benchmarks/weeks.py [--effort quick] [--weeks 4,8,12] [example ...]

Each plan is made in a process of its own, so that its peak of memory is its own. CPU seconds say
more than seconds where the machine has other work. A plan that the audit refuses ends the run.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from planner.domain.plan import Plan
from planner.workflow.plan import make_plan

EXAMPLES = Path(__file__).parents[1] / "examples"
PEOPLE = ("desk_worker_sciatica", "flat_feet_teacher", "facet_baker")
WEEKS = (4, 8, 12, 16, 20, 26, 39, 52)
KIB_PER_MIB = 1024
QUARTERS = 4
HEADER = (
    "| person | weeks | s | CPU s | CPU s a week | MiB | shortfall | a week | bound a week | "
    "items a week in each quarter |\n|---|---|---|---|---|---|---|---|---|---|"
)


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one plan took, and how good it is; memory in MiB, items a week by quarter."""

    seconds: float
    cpu: float
    memory: float
    shortfall: int
    bound: int
    items: list[float]


def main() -> None:
    """Print a table, one row a plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", nargs="*", default=PEOPLE)
    parser.add_argument("--effort", default="quick")
    parser.add_argument("--weeks", default=",".join(map(str, WEEKS)))
    parser.add_argument("--one", action="store_true", help="measure in this process")
    given = parser.parse_args()
    weeks = [int(number) for number in given.weeks.split(",")]
    if given.one:
        print(msgspec.json.encode(measured(given.people[0], weeks[0], given.effort)).decode())
        return
    print(HEADER, flush=True)
    for person in given.people:
        for number in weeks:
            print(_row(person, number, _alone(person, number, given.effort)), flush=True)


def _alone(person: str, weeks: int, effort: str) -> Measured:
    command = [sys.executable, __file__, person, "--weeks", str(weeks), "--effort", effort, "--one"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{person}, {weeks} weeks: no plan")
    return msgspec.json.decode(done.stdout, type=Measured)


def measured(person: str, weeks: int, effort: str) -> Measured:
    """Make one plan and tell what it took and how good it is.

    Raises:
        AuditViolation: the audit refuses the plan.
    """
    text = (EXAMPLES / f"{person}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\bweeks: \d+", f"weeks: {weeks}", text, count=1)
    with tempfile.TemporaryDirectory() as folder:
        intake = Path(folder) / "intake.yaml"
        intake.write_text(text, encoding="utf-8")
        began, cpu = time.perf_counter(), time.process_time()
        plan = make_plan(intake, effort=effort).plan
    if plan is None:
        raise SystemExit(f"{person} is referred; there is no plan to measure")
    shortfall = plan.objective[0]
    return Measured(
        seconds=time.perf_counter() - began,
        cpu=time.process_time() - cpu,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB,
        shortfall=shortfall.value,
        bound=shortfall.bound,
        items=_items(plan, weeks),
    )


def _items(plan: Plan, weeks: int) -> list[float]:
    """Different activities a week, as the mean of each quarter of the plan."""
    named: dict[int, set[str]] = {}
    for session in plan.sessions:
        named.setdefault(session.week, set()).update(item.activity for item in session.items)
    quarter = weeks // QUARTERS
    counts = [len(named.get(week, ())) for week in range(1, weeks + 1)]
    return [sum(counts[n * quarter : (n + 1) * quarter]) / quarter for n in range(QUARTERS)]


def _row(person: str, weeks: int, found: Measured) -> str:
    numbers = [
        f"{found.seconds:.1f}",
        f"{found.cpu:.1f}",
        f"{found.cpu / weeks:.2f}",
        f"{found.memory:.0f}",
        f"{found.shortfall}",
        f"{found.shortfall / weeks:.0f}",
        f"{found.bound / weeks:.0f}",
        ", ".join(f"{count:.0f}" for count in found.items),
    ]
    return f"| {person} | {weeks} | {' | '.join(numbers)} |"


if __name__ == "__main__":
    main()
