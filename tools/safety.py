"""The long run of generated intakes: `make safety`.

Every intake has a number and a seed makes it for ever, so any of them can be run alone:
    python tools/safety.py --only 1234
Results go to out/safety/generative.jsonl line by line, and every line names the code that made it.
A run that was stopped goes on where it ended, also on later code: then those that had a fault come
first, and the page tells which code ran which. `--anew` runs all of them on the code of today. At
the end docs/safety/generative.md is written from that file (tools/safety_page.py).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import multiprocessing
import pkgutil
import sys
import time
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from safety_page import page, read_results, summarised

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "out" / "safety" / "generative.jsonl"
SUMMARY = ROOT / "out" / "safety" / "generative.json"
PAGE = ROOT / "docs" / "safety" / "generative.md"
# What an intake and its result come from.
CODE = (
    "planner/**/*.py",
    "catalog/**/*.yaml",
    "templates/**/*.yaml",
    *(f"tests/generative/{name}.py" for name in ("people", "trial", "agreement")),
)
COUNT = 20_000


def main() -> int:
    """Run what is missing, write the summary and the page; 1 where a fault was found."""
    arguments = _arguments()
    _find_tests()
    if arguments.only is not None:
        found = _one(arguments.only)
        found["intake"] = _intake(arguments.only)
        print(json.dumps(found, indent=2))
        return int(bool(found["faults"]))
    # Read once: the files may change while it runs.
    code = code_version()
    if not arguments.report:
        wanted = range(arguments.first, arguments.first + arguments.count)
        _run(_to_do(wanted, code, is_anew=arguments.anew), arguments.workers, code)
    summary = summarised(read_results(RESULTS))
    SUMMARY.write_text(json.dumps(summary, indent=2) + "\n", "utf-8")
    PAGE.write_text(page(summary), "utf-8")
    print(f"{SUMMARY}\n{PAGE}")
    return int(bool(summary["intakes_with_faults"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run generated intakes through the planner.")
    parser.add_argument("--first", type=int, default=0, help="number of the first intake")
    parser.add_argument("--count", type=int, default=COUNT, help="how many intakes from there on")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--only", type=int, help="one intake: print it and what came of it")
    parser.add_argument("--anew", action="store_true", help="what older code has run counts not")
    parser.add_argument("--report", action="store_true", help="write the page from what is there")
    return parser.parse_args()


def _find_tests() -> None:
    """Make `tests` mean the folder of this checkout, whatever else is installed by that name."""
    tests = types.ModuleType("tests")
    tests.__path__ = [str(ROOT / "tests")]
    sys.modules["tests"] = tests
    sys.path.insert(0, str(ROOT))


def _intake(index: int) -> dict[str, Any]:
    from tests.generative.people import of_index

    return of_index(index)


def _one(index: int) -> dict[str, Any]:
    import msgspec

    from tests.generative.trial import examine

    return dict(msgspec.to_builtins(examine(index, _intake(index))))


def code_version() -> str:
    """Hash over the files that intakes and results come from: the same files, the same version."""
    digest = hashlib.sha256()
    for pattern in CODE:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _load_all() -> None:
    """Import everything, so that every process runs the code of the start."""
    import planner
    from tests.generative import trial

    for module in pkgutil.walk_packages(planner.__path__, "planner."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    trial.the_catalog()


def _to_do(wanted: Iterable[int], code: str, *, is_anew: bool) -> list[int]:
    """Those with a fault on older code, then those that were not run."""
    newest = {result["index"]: result for result in read_results(RESULTS)}
    done = {i for i, found in newest.items() if found["code_version"] == code or not is_anew}
    again = [i for i, found in newest.items() if found["faults"] and found["code_version"] != code]
    return [*again, *(index for index in wanted if index not in done and index not in again)]


def _run(todo: list[int], workers: int, code: str) -> None:
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    _load_all()
    print(f"code {code}: {len(todo)} to do", file=sys.stderr, flush=True)
    began = time.monotonic()
    rules: set[str] = set()
    checks: set[str] = set()
    # A line cut off by a kill is not counted as done; what follows must start on a line of its own.
    with (
        multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=500) as pool,
        RESULTS.open("a", encoding="utf-8") as file,
    ):
        file.write("\n")
        for number, found in enumerate(pool.imap_unordered(_one, todo), 1):
            # Only what is new is kept: the union over the file is what counts.
            found["rules"] = _fresh(found["rules"], rules)
            found["checks"] = _fresh(found["checks"], checks)
            file.write(json.dumps({**found, "code_version": code}) + "\n")
            file.flush()
            _tell(number, len(todo), time.monotonic() - began, found)


def _fresh(names: Iterable[str], known: set[str]) -> list[str]:
    new = [name for name in names if name not in known]
    known.update(new)
    return new


def _tell(number: int, all_: int, seconds: float, found: dict[str, Any]) -> None:
    for fault in found["faults"][:3]:
        print(f"intake {found['index']}: {fault}", file=sys.stderr)
    if number % 20 == 0 or number == all_:
        rate = number / seconds
        left = (all_ - number) / rate / 60
        text = f"{number} of {all_}, {rate:.2f} a second, {left:.0f} min left"
        print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
