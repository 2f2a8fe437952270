"""Puts every small fault into every rule of the catalog and writes what notices it.

    python tools/mutate_rules.py            the full run, writes docs/safety/rule_mutation.md
    python tools/mutate_rules.py --draft    drafts entries of tests/cases/rules that are missing
    python tools/mutate_rules.py --draft cr_179 cr_180     drafts these anew

A draft says what the catalog decides today. Read it before it is committed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "safety" / "rule_mutation.md"


def _use_own_tests() -> None:
    """Import the project's `tests`, whatever else is installed under that name."""
    sys.path.insert(0, str(ROOT))
    package = ModuleType("tests")
    package.__path__ = [str(ROOT / "tests")]
    sys.modules["tests"] = package


def draft(names: list[str]) -> None:
    """Draft the cases of some rules, or of all that have none."""
    from tests.mutation.cases import file_of, rule_cases, write
    from tests.mutation.draft import case_for
    from tests.support.people import CATALOG

    unknown = [name for name in names if name not in CATALOG.rules]
    if unknown:
        sys.exit(f"no such rule: {', '.join(unknown)}")
    wanted = names or [name for name in CATALOG.rules if name not in rule_cases()]
    write(case_for(CATALOG.rules[name]) for name in wanted)
    for name in wanted:
        print(name, file_of(CATALOG.rules[name]).relative_to(ROOT))


def full_run() -> None:
    """Try every mutant and write the page."""
    from tests.mutation.page import page
    from tests.mutation.run import everything, run

    begin = time.monotonic()
    results = run(everything())
    PAGE.write_text(page(results), encoding="utf-8")
    noticed = sum(result.evidence is not None for result in results)
    seconds = time.monotonic() - begin
    print(f"{noticed} of {len(results)} mutants noticed, {seconds:.0f} s: {PAGE.relative_to(ROOT)}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draft", nargs="*", metavar="RULE", help="draft cases instead")
    given = parser.parse_args()
    _use_own_tests()
    if given.draft is None:
        full_run()
    else:
        draft(given.draft)


if __name__ == "__main__":
    main()
