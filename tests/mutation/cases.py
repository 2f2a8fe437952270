"""The cases of tests/cases/rules: for each rule a person, what is decided, and answers on the edge.

A file stands where its rules stand in catalog/rules. An entry names its rule and holds

- `person`: a few answers; `catalog/ordinary_answers.yaml` gives the others, but for those that
  are listed as `unanswered`; `tried` is the outcome of every stretch trial that is not named;
- `expect`: what the rule decides for this person, by the verbs of `tests/mutation/expect.py`;
- `edges`: few answers, nothing else known, with the truth of the rule's tree (`gate`: place of the
  effect whose gate is meant); values just on and just off its thresholds are among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from planner.documents import load_yaml
from planner.knowledge.model import Rule
from tests.mutation.decided import Person
from tests.support.people import CATALOG

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
WIDTH = 120


class RuleCase(NamedTuple):
    """The entry of one rule."""

    rule: str
    person: dict[str, Any]
    expect: list[dict[str, Any]]
    edges: list[dict[str, Any]]

    @property
    def someone(self) -> Person:
        return _person(self.rule)


@cache
def rule_cases() -> dict[str, RuleCase]:
    """Every entry, by rule."""
    found: dict[str, RuleCase] = {}
    for path in sorted(FOLDER.rglob("*.yaml")):
        for entry in load_yaml(path).data["cases"]:
            if entry["rule"] in found:
                raise ValueError(f"{path}: {entry['rule']} has two entries")
            found[entry["rule"]] = RuleCase(
                entry["rule"], entry["person"], entry["expect"], entry.get("edges", [])
            )
    return found


@cache
def _person(rule: str) -> Person:
    return Person(rule_cases()[rule].person, rule)


def file_of(rule: Rule) -> Path:
    """Where the entry of a rule belongs."""
    where = CATALOG.where[f"rules.{rule.id}"].rpartition(":")[0]
    return FOLDER / Path(where).relative_to("rules")


def write(entries: Iterable[RuleCase]) -> None:
    """Write entries to the files of their rules; entries of other rules stay."""
    known = rule_cases() | {entry.rule: entry for entry in entries}
    files: dict[Path, list[RuleCase]] = {}
    for rule in CATALOG.rules.values():
        if rule.id in known:
            files.setdefault(file_of(rule), []).append(known[rule.id])
    for path, found in files.items():
        theme = path.stem.replace("_", " ")
        lines = [f"# What the rules on {theme} decide, and answers on their edges.", "cases:"]
        for entry in found:
            lines += _lines(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(entry: RuleCase) -> list[str]:
    lines = [f"  - rule: {entry.rule}", *_flow("    person: ", entry.person), "    expect:"]
    for expect in entry.expect:
        lines += _flow("      - ", expect)
    if entry.edges:
        lines.append("    edges:")
    for edge in entry.edges:
        lines += _flow("      - ", edge)
    return lines


def _flow(head: str, data: Any) -> list[str]:
    """The data in flow style behind a head, long lines broken below it."""
    text = yaml.dump(
        data, Dumper=_Plain, sort_keys=False, default_flow_style=True, width=WIDTH - len(head),
        allow_unicode=True,
    )  # fmt: skip
    first, *rest = text.rstrip("\n").split("\n")
    return [head + first, *(" " * len(head) + line for line in rest)]


class _Plain(yaml.SafeDumper):
    """Writes no anchors: what stands twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
