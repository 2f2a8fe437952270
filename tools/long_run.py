"""A run of many numbered cases over hours: results line by line, going on where it was stopped.

Every line names the code that made it, so that a run may go on over later code. What had a fault
on older code runs first.
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
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# Words of which only new ones are kept in each line: the union over the file is what counts.
UNIONS = ("rules", "checks")
CHUNK = 500


def arguments(
    description: str, thing: str, count: int, *, settles: bool = False
) -> argparse.Namespace:
    """What every long run may be told.

    Args:
        description: of the run.
        thing: what has a number.
        count: how many are run.
        settles: what was found can be added to what earlier machines have found.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--first", type=int, default=0, help=f"number of the first {thing}")
    parser.add_argument("--count", type=int, default=count, help="how many from there on")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--only", type=int, help=f"one {thing}: print what came of it")
    parser.add_argument("--anew", action="store_true", help="what older code has run counts not")
    parser.add_argument("--report", action="store_true", help="write the page from what is there")
    if settles:
        parser.add_argument("--settle", action="store_true", help="add the lines to the ledger")
    return parser.parse_args()


def find_tests() -> None:
    """Make `tests` mean the folder of this checkout, whatever else is installed by that name."""
    tests = types.ModuleType("tests")
    tests.__path__ = [str(ROOT / "tests")]
    sys.modules["tests"] = tests
    sys.path.insert(0, str(ROOT))


def read_results(file: Path) -> list[dict[str, Any]]:
    """Every result in the order of the file; a line that a kill cut off is passed over."""
    found = []
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return found


def code_version(*more: str) -> str:
    """Hash over the files that results come from: the same files, the same version.

    Args:
        more: files of the tests beside the planner, its catalog and templates.
    """
    digest = hashlib.sha256()
    for pattern in ("planner/**/*.py", "catalog/**/*.yaml", "templates/**/*.yaml", *more):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def to_do(results: Path, given: argparse.Namespace, code: str) -> list[int]:
    """Those with a fault on older code, then those that were not run."""
    wanted = range(given.first, given.first + given.count)
    newest = {result["index"]: result for result in read_results(results)}
    done = {i for i, found in newest.items() if found["code_version"] == code or not given.anew}
    again = [i for i, found in newest.items() if found["faults"] and found["code_version"] != code]
    return [*again, *(index for index in wanted if index not in done and index not in again)]


def run(
    results: Path, one: Callable[[int], dict[str, Any]], todo: list[int], workers: int, code: str
) -> None:
    """Run the cases in processes and add a line for each.

    Args:
        results: the file.
        one: a case by its number: a mapping with `index` and `faults`.
        todo: numbers.
        workers: processes.
        code: version that the lines name.
    """
    results.parent.mkdir(parents=True, exist_ok=True)
    _load_all()
    print(f"code {code}: {len(todo)} to do", file=sys.stderr, flush=True)
    began = time.monotonic()
    known: dict[str, set[str]] = {name: set() for name in UNIONS}
    # A line cut off by a kill is not counted as done; what follows must start on a line of its own.
    with (
        multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=CHUNK) as pool,
        results.open("a", encoding="utf-8") as file,
    ):
        file.write("\n")
        for number, found in enumerate(pool.imap_unordered(one, todo), 1):
            for name in UNIONS:
                if name in found:
                    found[name] = _fresh(found[name], known[name])
            file.write(json.dumps({**found, "code_version": code}) + "\n")
            file.flush()
            _tell(number, len(todo), time.monotonic() - began, found)


def _load_all() -> None:
    """Import everything, so that every process runs the code of the start."""
    import planner
    from tests.generative.people import the_catalog

    for module in pkgutil.walk_packages(planner.__path__, "planner."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    the_catalog()


def _fresh(names: Iterable[str], known: set[str]) -> list[str]:
    new = [name for name in names if name not in known]
    known.update(new)
    return new


def _tell(number: int, all_: int, seconds: float, found: dict[str, Any]) -> None:
    for fault in found["faults"][:3]:
        print(f"{found['index']}: {fault}", file=sys.stderr)
    if number % 20 == 0 or number == all_:
        rate = number / seconds
        left = (all_ - number) / rate / 60
        text = f"{number} of {all_}, {rate:.2f} a second, {left:.0f} min left"
        print(text, file=sys.stderr, flush=True)
