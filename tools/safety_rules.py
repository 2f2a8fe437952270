"""A person for every rule of the catalog, through the whole planner: a part of `make safety`.

Each intake is made of the case of its rule (tests/generative/rule_people.py), and is run as the
generated ones are. A rule has the same number as long as the catalog stays as it is; nothing of
older code counts. At the end docs/safety/rule_people.md is written.
    python tools/safety_rules.py --only 12
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from long_run import ROOT, arguments, code_version, find_tests, read_results, run

RESULTS = ROOT / "out" / "safety" / "rule_people.jsonl"
PAGE = ROOT / "docs" / "safety" / "rule_people.md"
CODE = tuple(f"tests/generative/{name}.py" for name in ("people", "rule_people", "trial"))
SHOWN = 40


def main() -> int:
    """Run what is missing on this code and write the page; 1 where a fault was found."""
    find_tests()
    from tests.generative.people import the_catalog

    rules = list(the_catalog().rules)
    given = arguments("Run a person for every rule.", "rule", len(rules))
    if given.only is not None:
        found = _one(given.only)
        print(json.dumps(found, indent=2))
        return int(bool(found["faults"]))
    code = code_version(*CODE)
    if not given.report:
        done = {found["index"] for found in _results(code)}
        wanted = range(len(rules))[given.first : given.first + given.count]
        run(RESULTS, _one, [number for number in wanted if number not in done], given.workers, code)
    results = _results(code)
    PAGE.write_text(page(results, rules), "utf-8")
    print(PAGE)
    return int(any(found["faults"] for found in results))


def _results(code: str) -> list[dict[str, Any]]:
    """What this code has run; the numbers of other code may mean other rules."""
    return [found for found in read_results(RESULTS) if found["code_version"] == code]


def _one(index: int) -> dict[str, Any]:
    """What came of the person of one rule, and whether that rule applied."""
    import msgspec

    from tests.generative.people import the_catalog
    from tests.generative.rule_people import person_of
    from tests.generative.trial import examine

    rule = list(the_catalog().rules)[index]
    found = examine(index, person_of(rule))
    return {**msgspec.to_builtins(found), "rule": rule, "fired": rule in found.rules}


def page(results: list[dict[str, Any]], rules: list[str]) -> str:
    """The results as Markdown."""
    from tests.generative.people import the_catalog

    catalog = the_catalog()
    kinds: dict[str, Counter[bool]] = {}
    for found in results:
        kinds.setdefault(catalog.rules[found["rule"]].severity, Counter())[found["fired"]] += 1
    rows = "".join(
        f"| {kind} | {count.total()} | {count[True]} |\n" for kind, count in sorted(kinds.items())
    )
    codes = Counter(found["code"] for found in results)
    ends = "".join(f"| {code} | {count} |\n" for code, count in sorted(codes.items()))
    silent = ", ".join(f["rule"] for f in results if not f["fired"])
    faulty = [found for found in results if found["faults"]]
    faults = "".join(f"- {f['rule']}: {f['faults'][0][:300]}\n" for f in faulty[:SHOWN])
    pairs = sum(found["pairs"] for found in results)
    return f"""\
# A person for every rule

Written by `python tools/safety_rules.py`, a part of `make safety`. For each rule of the catalog an
intake is made of the answers of its case, completed to a whole person with four weeks and 75
minutes every evening, and goes through the whole planner as the [generated
intakes](generative.md) do: exit code, no traceback, audit of the plan and of what is read back from
its files, and both readings of the rules on every pair of activity and side ({pairs} here).

{len(results)} of {len(rules)} rules.

| severity | rules | applied to their person |
|---|---|---|
{rows}
| exit code | people |
|---|---|
{ends}
Rules that did not apply to their person; an intake cannot hold a response to exercise, which comes
from a check-in: {silent or "none"}.

## Faults that are open

{faults or "None."}
"""


if __name__ == "__main__":
    sys.exit(main())
