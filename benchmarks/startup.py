"""How long the command takes before any work: help and version beside a bare interpreter.

    python benchmarks/startup.py [--rounds 20]

The commands take turns, so that a busy machine hurts all alike; the ratio to the interpreter says
more than milliseconds where the machine has other work.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

PLANNER = Path(sysconfig.get_path("scripts")) / "planner"
BARE = "python -c pass"
COMMANDS: dict[str, list[str]] = {
    BARE: [sys.executable, "-c", "pass"],
    "planner --version": [str(PLANNER), "--version"],
    "planner --help": [str(PLANNER), "--help"],
    "planner plan --help": [str(PLANNER), "plan", "--help"],
}
MS = 1000


def main() -> None:
    """Print a table, one row a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            times[name].append(timed(command))
    bare = statistics.median(times[BARE])
    print("| command | median ms | fastest ms | x bare |\n|---|---|---|---|")
    for name, found in times.items():
        middle = statistics.median(found)
        fastest = min(found)
        print(f"| `{name}` | {middle * MS:.0f} | {fastest * MS:.0f} | {middle / bare:.1f} |")
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{rounds} rounds, load {load}.")


def timed(command: list[str]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
