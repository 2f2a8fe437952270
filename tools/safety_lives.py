"""The long run of generated lives: a plan, check-ins with trouble, changed intakes, revisions.

Every life has a number, so any of them can be lived alone; the same number is the same life as long
as the words of the catalog and the templates stay:
    python tools/safety_lives.py --only 69
Results go to out/safety/lives.jsonl line by line; a run that was stopped goes on where it ended
(tools/long_run.py). At the end docs/safety/lives.md is written from that file.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from long_run import ROOT, arguments, code_version, find_tests, read_results, run, to_do

RESULTS = ROOT / "out" / "safety" / "lives.jsonl"
PAGE = ROOT / "docs" / "safety" / "lives.md"
CODE = tuple(f"tests/generative/{name}.py" for name in ("people", "lives"))
COUNT = 400
SHOWN = 40
WORDS = {
    "revised": "a new revision, audited, history untouched, its calendar read back",
    "stopped": "the check-in stopped the programme",
    "10": "nothing was left to plan, or the new intake was refused",
    "12": "referral",
    "13": "no plan can meet all demands, or there is too little time",
    "14": "the audit refused the revision",
    "15": "no plan in the time of the search",
    "traceback": "a defect",
}


def main() -> int:
    """Live what is missing and write the page; 1 where a fault was found."""
    given = arguments("Live generated lives with the planner.", "life", COUNT)
    find_tests()
    if given.only is not None:
        found = one(given.only)
        print(json.dumps(found, indent=2))
        return int(bool(found["faults"]))
    code = code_version(*CODE)
    if not given.report:
        run(RESULTS, one, to_do(RESULTS, given, code), given.workers, code)
    newest = {result["index"]: result for result in read_results(RESULTS)}
    PAGE.write_text(page(list(newest.values())), "utf-8")
    print(PAGE)
    return int(any(result["faults"] for result in newest.values()))


def one(index: int) -> dict[str, Any]:
    """What came of one life."""
    import msgspec

    from tests.generative.lives import lived

    return dict(msgspec.to_builtins(lived(index)))


def page(lives: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    begun = [life for life in lives if not life["code"]]
    turns = Counter(turn for life in begun for turn in life["turns"])
    table = "".join(f"| {turn} | {WORDS[turn]} | {n} |\n" for turn, n in sorted(turns.items()))
    slowest = sorted(life["seconds"] for life in begun if life["seconds"]) or [0.0]
    faulty = [life for life in lives if life["faults"]]
    clashes = ", ".join(str(life["index"]) for life in begun if "13" in life["turns"])
    faults = "".join(f"- life {f['index']}: {f['faults'][0][:300]}\n" for f in faulty[:SHOWN])
    return f"""\
# Generated lives

Written by `python tools/safety_lives.py`, a part of `make safety`. Each life begins with an
invented intake of the kind that [generated intakes](generative.md) are. It goes on with up to three
turns: a check-in with what was done, missed or hurt, answers and findings, in six of ten turns
another version of the intake (days away, other times, other equipment, another condition, a wish),
then a revision at quick effort. Each revision has to pass its audit, leave history as it was, give
a reason for every change, and be found again in its calendar file.

{len(lives)} lives, {len(begun)} of them with a first plan, {sum(turns.values())} turns.

| end of a turn | meaning | turns |
|---|---|---|
{table}
- Slowest revision of a life in seconds (replanning beside other work on the machine): median
  {slowest[len(slowest) // 2]}, longest {slowest[-1]}.
- Lives in which demands clashed after a turn (13): {clashes or "none"}.

## Faults that are open

{faults or "None."}
"""


if __name__ == "__main__":
    sys.exit(main())
