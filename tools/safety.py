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
import json
import sys
from typing import Any

from long_run import ROOT, code_version, find_tests, read_results, run, to_do
from safety_page import page, summarised

RESULTS = ROOT / "out" / "safety" / "generative.jsonl"
SUMMARY = ROOT / "out" / "safety" / "generative.json"
PAGE = ROOT / "docs" / "safety" / "generative.md"
CODE = tuple(f"tests/generative/{name}.py" for name in ("people", "trial", "agreement"))
COUNT = 20_000


def main() -> int:
    """Run what is missing, write the summary and the page; 1 where a fault was found."""
    arguments = _arguments()
    find_tests()
    if arguments.only is not None:
        found = _one(arguments.only)
        found["intake"] = _intake(arguments.only)
        print(json.dumps(found, indent=2))
        return int(bool(found["faults"]))
    # Read once: the files may change while it runs.
    code = code_version(*CODE)
    if not arguments.report:
        wanted = range(arguments.first, arguments.first + arguments.count)
        todo = to_do(RESULTS, wanted, code, is_anew=arguments.anew)
        run(RESULTS, _one, todo, arguments.workers, code)
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


def _intake(index: int) -> dict[str, Any]:
    from tests.generative.people import of_index

    return of_index(index)


def _one(index: int) -> dict[str, Any]:
    import msgspec

    from tests.generative.trial import examine

    return dict(msgspec.to_builtins(examine(index, _intake(index))))


if __name__ == "__main__":
    sys.exit(main())
