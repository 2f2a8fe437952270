"""The interleaved run: every method on every instance, one after the other, order rotated.

`python -m benchmarks.run --minutes 40` goes on where it stopped: each finished pair is a line of
`out/bench/records.jsonl`, and what was measured with other code is measured again. The sizes take
turns, so that a short run holds instances of every size. `--nice 15 --cores 1` leaves the machine
to others while it runs in the background.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from benchmarks.cases import ROOT, Case, cases
from benchmarks.methods import METHODS
from benchmarks.report import write_page
from benchmarks.worker import OUTSIDE

OUT = ROOT / "out" / "bench" / "records.jsonl"
ALL = (*METHODS, *OUTSIDE)
SHAPING = (".py", ".yaml", ".csv")
# Building, exporting and checking, and CBC's overrun of its limit.
GRACE_S = 240.0


def fingerprint() -> str:
    """Digest of all that shapes an instance or its plan."""
    digest = hashlib.sha256()
    for folder in ("planner", "catalog", "templates", "examples", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in SHAPING:
                digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def pairs(chosen: list[Case], methods: tuple[str, ...] = ALL) -> Iterator[tuple[str, str]]:
    """(method, instance): sizes in turn, and another method first on every instance."""
    by_size = [[c for c in chosen if c.size == size] for size in ("small", "medium", "large")]
    mixed = [case for turn in zip_longest(*by_size) for case in turn if case is not None]
    for position, case in enumerate(mixed):
        shift = position % len(methods)
        for method in (*methods[shift:], *methods[:shift]):
            yield method, case.name


def load() -> float:
    """Processes that wanted a core over the last minute."""
    return round(os.getloadavg()[0], 1)


def one(method: str, name: str, seconds: float) -> dict[str, Any]:
    """One record; a crash or an endless run is a record too, with its fault."""
    out = OUT.parent / "one.json"
    out.unlink(missing_ok=True)
    arguments = ["-m", "benchmarks.worker", method, name, str(seconds), str(out)]
    before = load()
    try:
        ran = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True,
            timeout=seconds * 2 + GRACE_S, check=False,
        )  # fmt: skip
        fault = ran.stderr.strip().splitlines()[-1:] or [f"exit {ran.returncode}"]
    except subprocess.TimeoutExpired:
        fault = ["did not end"]
    if out.exists():
        found: dict[str, Any] = json.loads(out.read_text())
    else:
        found = {"name": name, "method": method, "seconds": seconds, "fault": fault[0]}
    return found | {"load": before}


def records(path: Path = OUT) -> list[dict[str, Any]]:
    """What was measured so far; a line that a killed run left unfinished does not count."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            print(f"{path}: an unfinished line is measured again", file=sys.stderr)
    return found


def keep(found: dict[str, Any], path: Path = OUT) -> None:
    """Add a record, on a line of its own even after one that was cut off."""
    is_whole = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
    with path.open("a", encoding="utf-8") as file:
        file.write(("" if is_whole else "\n") + json.dumps(found) + "\n")


def main() -> None:
    """Measure until the minutes are over, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=40.0, help="stop starting runs then")
    parser.add_argument("--seconds", type=float, default=20.0, help="limit of one run")
    parser.add_argument("--a-size", type=int, default=5, help="instances of each size")
    parser.add_argument("--methods", default=",".join(ALL), help="which, with commas")
    parser.add_argument("--nice", type=int, default=0, help="give way to others, 0 to 19")
    parser.add_argument("--cores", type=int, default=0, help="use so many at most; 0 = all")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    chosen = parser.parse_args()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    if chosen.fresh:
        OUT.unlink(missing_ok=True)
    _give_way(chosen.nice, chosen.cores)
    code = fingerprint()
    own = [r for r in records() if (r["seconds"], r.get("code")) == (chosen.seconds, code)]
    known = {(r["method"], r["name"]) for r in own}
    until = time.monotonic() + 60 * chosen.minutes
    for method, name in pairs(_first(chosen.a_size), tuple(chosen.methods.split(","))):
        if time.monotonic() > until:
            break
        if (method, name) in known:
            continue
        found = one(method, name, chosen.seconds) | {"code": code, "cores": _cores()}
        own.append(found)
        keep(found)
        print(name, method, found.get("shortfall"), found.get("bound"), found["fault"], flush=True)
        write_page(cases(), own, chosen.seconds)
    write_page(cases(), own, chosen.seconds)


def _give_way(nice: int, cores: int) -> None:
    """For this process and all that it starts."""
    os.nice(nice)
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-cores:])


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _first(a_size: int) -> list[Case]:
    """So many of each size, spread over the list so that examples and seeds are both there."""
    found: list[Case] = []
    for size in ("small", "medium", "large"):
        inside = [case for case in cases() if case.size == size]
        step = max(1, len(inside) // a_size)
        found += inside[::step][:a_size]
    return found


if __name__ == "__main__":
    main()
