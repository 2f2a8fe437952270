"""The long run of generated intakes: `make safety`.

Every intake has a number, so any of them can be run alone; the same number is the same intake as
long as the words of the catalog and the templates stay:
    python tools/safety.py --only 1234
Results go to out/safety/generative.jsonl line by line, and every line names the code that made it.
A run that was stopped goes on where it ended, also on later code: then those that had a fault come
first, and the page tells which code ran which. `--anew` runs all of them on the code of today. At
the end docs/safety/generative.md is written from that file (tools/safety_page.py).

The lines stay on the machine. `--settle` adds them to docs/safety/generative.json, which another
machine goes on from, and removes them; it refuses while a fault is open.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from long_run import ROOT, arguments, code_version, find_tests, read_results, run, to_do
from safety_page import added, is_done, page, summarised

RESULTS = ROOT / "out" / "safety" / "generative.jsonl"
LEDGER = ROOT / "docs" / "safety" / "generative.json"
PAGE = ROOT / "docs" / "safety" / "generative.md"
CODE = tuple(f"tests/generative/{name}.py" for name in ("people", "trial", "agreement"))
COUNT = 20_000


def main() -> int:
    """Run what is missing, write the summary and the page; 1 where a fault was found."""
    given = arguments("Run generated intakes through the planner.", "intake", COUNT, settles=True)
    find_tests()
    if given.only is not None:
        found = _one(given.only)
        found["intake"] = _intake(given.only)
        print(json.dumps(found, indent=2))
        return int(bool(found["faults"]))
    # Read once: the files may change while it runs.
    code = code_version(*CODE)
    ledger = json.loads(LEDGER.read_text("utf-8"))
    before = [] if given.anew else ledger["done"]
    if not given.report and not given.settle:
        todo = to_do(RESULTS, given, code)
        run(RESULTS, _one, [i for i in todo if not is_done(before, i)], given.workers, code)
    # What the ledger counts already is not counted twice.
    lines = [line for line in read_results(RESULTS) if not is_done(before, line["index"])]
    summary = summarised(lines) if given.anew else added(ledger, summarised(lines))
    PAGE.write_text(page(summary), "utf-8")
    print(PAGE)
    if given.settle and not summary["faulty"]:
        LEDGER.write_text(json.dumps(summary, indent=1, sort_keys=True) + "\n", "utf-8")
        RESULTS.unlink(missing_ok=True)
        print(LEDGER)
    return int(bool(summary["faulty"]))


def _intake(index: int) -> dict[str, Any]:
    from tests.generative.people import of_index

    return of_index(index)


def _one(index: int) -> dict[str, Any]:
    import msgspec

    from tests.generative.trial import examine

    return dict(msgspec.to_builtins(examine(index, _intake(index))))


if __name__ == "__main__":
    sys.exit(main())
