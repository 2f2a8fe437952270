"""Writes docs/reference/seed.md from the catalog and the cases in tests/cases/seed.

Run it after a change of a statement, a rule's seed or a case: python tools/seed_page.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from planner.documents import load_yaml
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.model import SeedStatement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "seed.md"
CASES = ROOT / "tests" / "cases" / "seed"
HEAD = """\
# The seed and how it is honoured

Every statement of the seed page (S) and of its second reading on fitness (F), in our own words,
with the rules of the catalog that carry it, their evidence, the tests that prove it, and where
studies or guidelines say something else. Written by `tools/seed_page.py`; a test compares it with
the data.

A test fails if a statement loses its case, and each case is shown to fail once its rules are
dropped. `planner catalog why RULE` tells a rule in full, with its sources.
"""


def page(catalog: Catalog) -> str:
    """The whole page as Markdown."""
    parts = [HEAD, _overview(catalog)]
    parts += [_statement(statement, catalog) for statement in catalog.seed_statements.values()]
    return "\n".join(parts)


def _overview(catalog: Catalog) -> str:
    rows = ["| | statement | rules | evidence | the literature |", "|---|---|---|---|---|"]
    for each in catalog.seed_statements.values():
        grades = _grades(each.id, catalog)
        differs = "differs" if each.literature else ""
        anchor = f"[{each.id}](#{each.id.lower()})"
        count = sum(grades.values())
        rows.append(f"| {anchor} | {each.title} | {count} | {', '.join(grades)} | {differs} |")
    return "\n".join([*rows, ""])


def _statement(statement: SeedStatement, catalog: Catalog) -> str:
    lines = [f"## {statement.id}", "", f"**{statement.title}.** {statement.statement}", ""]
    for rule in catalog.rules.values():
        if statement.id in rule.seed:
            says = " ".join(rule.says.split())
            grounds = f"{rule.severity}, evidence {_plain(rule.evidence)}"
            lines.append(f"- `{rule.id}` ({grounds}): {says}")
    lines += ["", f"Tests (`tests/cases/seed/{statement.id}.yaml`):", ""]
    data: dict[str, Any] = load_yaml(CASES / f"{statement.id}.yaml").data
    lines += [f"- {case['name']}" for case in data["cases"]]
    for plan in data.get("plans", ()):
        lines.append(f"- on the finished plan of {plan['of']}")
    if statement.literature is not None:
        lines += ["", f"Where the literature disagrees: {statement.literature}"]
    return "\n".join([*lines, ""])


def _grades(statement: str, catalog: Catalog) -> Counter[str]:
    """Evidence grades of the rules of a statement, the best first."""
    order = list(catalog.vocabulary["evidence_grades"])
    found = [rule.evidence for rule in catalog.rules.values() if statement in rule.seed]
    return Counter(_plain(word) for word in sorted(found, key=order.index))


def _plain(word: str) -> str:
    return word.replace("_", " ")


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(load_catalog()), encoding="utf-8")
