"""The long run of generated intakes: `make safety`.

Every intake has a number and a seed makes it for ever, so any of them can be run alone:
    python tools/safety.py --only 1234
Results go to out/safety/generative.jsonl line by line; a run that was stopped goes on where it
ended. Every line names the code that made it: other code begins anew, and the page tells of one
code only. At the end docs/safety/generative.md is written from that file.
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
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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
SHOWN = 40


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
        _run(range(arguments.first, arguments.first + arguments.count), arguments.workers, code)
    summary = summarised(list(_results(code)), code)
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


def _run(wanted: range, workers: int, code: str) -> None:
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    _load_all()
    done = {result["index"] for result in _results(code)}
    todo = [index for index in wanted if index not in done]
    print(f"code {code}: {len(done)} done, {len(todo)} to do", file=sys.stderr, flush=True)
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


def _results(code: str) -> Iterator[dict[str, Any]]:
    """What the file holds of one code, each intake once."""
    seen: set[int] = set()
    for line in RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else ():
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            continue
        if found.get("code_version") == code and found["index"] not in seen:
            seen.add(found["index"])
            yield found


def summarised(results: list[dict[str, Any]], code: str) -> dict[str, Any]:
    """Counts, times, coverage and faults of a run."""
    from planner.audit.checks import all_checks
    from tests.generative.people import SEED, the_catalog

    catalog = the_catalog()
    fired = {rule for result in results for rule in result["rules"]}
    exercised = {code for result in results for code in result["checks"]}
    faulty = [result for result in results if result["faults"]]
    kinds = Counter(fault.split(":")[0] for result in faulty for fault in result["faults"])
    planned = [result["seconds"] for result in results if result["code"] == 0]
    return {
        "seed": SEED,
        "code_version": code,
        "catalog": catalog.sha256,
        "intakes": len(results),
        "by_exit_code": dict(sorted(Counter(str(r["code"]) for r in results).items())),
        "by_weeks": dict(sorted(Counter(r["weeks"] for r in results).items())),
        "by_template": dict(sorted(Counter(r["template"] for r in results).items())),
        "seconds_of_a_plan": _spread(planned),
        "pairs_compared": sum(result["pairs"] for result in results),
        "disagreements": kinds["disagreement"],
        "tracebacks": kinds["traceback"],
        "faults_by_kind": dict(kinds),
        "intakes_with_faults": len(faulty),
        "faulty": [{"index": r["index"], "fault": r["faults"][0]} for r in faulty[:SHOWN]],
        "rules_fired": len(fired),
        "rules_never_fired": sorted(set(catalog.rules) - fired),
        "checks_exercised": len(exercised),
        "checks_never_exercised": sorted(set(all_checks()) - exercised),
    }


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    last = len(ordered) - 1
    places = {"median": last // 2, "percentile_95": last * 95 // 100, "longest": last}
    return {name: ordered[place] for name, place in places.items()}


def page(summary: dict[str, Any]) -> str:
    """The summary as Markdown."""
    codes = "".join(f"| {code} | {n} |\n" for code, n in summary["by_exit_code"].items())
    times = summary["seconds_of_a_plan"]
    faulty = "".join(f"- intake {f['index']}: {f['fault'][:300]}\n" for f in summary["faulty"])
    return f"""\
# Generated intakes

Written by `make safety` (`tools/safety.py`), which runs invented intakes through the whole planner.
They are drawn from the catalog's own words and weighted towards trouble. For each: the exit code is
one that the contract allows, nothing ends in a traceback, no answer of the person is in a log, the
plan passes its audit, also read back from `plan.json` and with the dates, times and items of
`plan.ics`, and both readings of the rules (the one that plans, the one that audits) agree.

{summary["intakes"]} intakes of seed {summary["seed"]}, code `{summary["code_version"]}`, catalog
`{summary["catalog"][:12]}`.

| exit code | intakes |
|---|---|
{codes}
- Intakes with a fault: {summary["intakes_with_faults"]}; tracebacks: {summary["tracebacks"]}.
- Pairs of activity and side on which both readings were compared: {summary["pairs_compared"]};
  they differ on {summary["disagreements"]}.
- Seconds to a plan: median {times["median"]}, 95 % within {times["percentile_95"]}, longest
  {times["longest"]}.
- Rules that fired: {summary["rules_fired"]}. Never: {_words(summary["rules_never_fired"])}.
- Kinds of check that compared something: {summary["checks_exercised"]}. Never:
  {_words(summary["checks_never_exercised"])}.

## Faults

{faulty or "None."}
"""


def _words(names: list[str]) -> str:
    return ", ".join(names) or "none"


if __name__ == "__main__":
    sys.exit(main())
