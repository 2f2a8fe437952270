"""Writes docs/safety/hazards.md from docs/safety/hazards.yaml and the catalog.

Run it after a change of a hazard or of a number it shows: python tools/hazards_page.py
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.documents import load_yaml
from planner.knowledge import Catalog, load_catalog

ROOT = Path(__file__).parents[1]
DATA = ROOT / "docs" / "safety" / "hazards.yaml"
PAGE = ROOT / "docs" / "safety" / "hazards.md"
CATALOG = ROOT / "catalog"
HEAD = """\
# Hazard log

What can go wrong for the person, what stands against it, which test shows that, and what remains.
Written by `tools/hazards_page.py` from `docs/safety/hazards.yaml`; tests compare the page with the
data, and check that every name exists and that no absolute rule and no check of the audit is left
out. See also [intended-use.md](intended-use.md).
"""


def read() -> dict[str, Any]:
    """The hazard log as data."""
    data: dict[str, Any] = load_yaml(DATA).data
    return data


def page(data: Mapping[str, Any], catalog: Catalog) -> str:
    """The whole page as Markdown."""
    parts = [HEAD, data["method"], "", *_limits(data), *_words(data), *_overview(data)]
    for hazard in data["hazards"]:
        parts += _hazard(hazard)
    parts += _not_safety(data)
    parts += [*_numbers(data), *_read_first(data, catalog), *_policy(catalog)]
    return "\n".join([*parts, ""])


def _limits(data: Mapping[str, Any]) -> list[str]:
    return ["## Limits of this log", "", *(f"- {text}" for text in data["limits"]), ""]


def _words(data: Mapping[str, Any]) -> list[str]:
    lines = ["## Words", ""]
    for kind in ("severity", "probability"):
        lines += [f"| {kind} | meaning |", "|---|---|"]
        lines += [f"| {word} | {text} |" for word, text in data[f"{kind}_words"].items()]
        lines.append("")
    return lines


def _overview(data: Mapping[str, Any]) -> list[str]:
    lines = ["## Hazards", "", "| | hazard | severity | before | after controls |"]
    lines.append("|---|---|---|---|---|")
    for each in data["hazards"]:
        chance = each["probability"]
        link = f"[{each['id']}](#{each['id'].lower()})"
        cells = (link, each["hazard"], each["severity"], chance["before"], chance["after"])
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _hazard(hazard: Mapping[str, Any]) -> list[str]:
    chance = hazard["probability"]
    controls = {
        "rule files": hazard["rule_files"],
        "rules": hazard["rules"],
        "constraint families": hazard["constraints"],
        "audit checks": hazard["checks"],
    }
    lines = [f"### {hazard['id']}", "", f"**{hazard['hazard']}.** Cause: {hazard['cause']}.", ""]
    risk = f"{hazard['severity']}; {chance['before']} before, {chance['after']} after the controls"
    lines.append(f"- Severity and probability: {risk}")
    lines += [f"- Control, {kind}: {_code(names)}" for kind, names in controls.items() if names]
    lines += [f"- Shown by `{test}`" for test in hazard["tests"]]
    return [*lines, f"- Residual risk: {hazard['residual']}", ""]


def _not_safety(data: Mapping[str, Any]) -> list[str]:
    lines = ["## Not safety-related", ""]
    for names in data["not_safety"].values():
        lines += [f"- `{name}`: {why}" for name, why in names.items()]
    return [*lines, ""]


def _numbers(data: Mapping[str, Any]) -> list[str]:
    lines = ["## Policy numbers to read first", ""]
    for group in data["numbers"]:
        values = load_yaml(CATALOG / group["file"]).data
        lines += [f"`catalog/{group['file']}`:", ""]
        lines += [f"- `{key}`: {_value(values[key])}" for key in group["keys"]]
        lines.append("")
    return lines


def _read_first(data: Mapping[str, Any], catalog: Catalog) -> list[str]:
    lines = ["## Rules and criteria to read first", ""]
    for group in data["read_first"]:
        lines += [f"{group['says']}:", ""]
        for name in group["criteria"]:
            lines.append(f"- `{name}`: {_flat(catalog.criteria[name].meaning)}")
        for name in group["rules"]:
            rule = catalog.rules[name]
            lines.append(f"- `{name}` ({rule.severity}, {rule.evidence}): {_flat(rule.says)}")
        lines.append("")
    return lines


def _policy(catalog: Catalog) -> list[str]:
    """How many hard rules rest on the project's own judgement alone."""
    own = [rule for rule in catalog.rules.values() if rule.evidence == "policy"]
    hard = [rule for rule in own if rule.severity != "preference"]
    text = (
        f"Of {len(catalog.rules)} rules, {len(own)} rest on project policy alone, {len(hard)} of "
        "them hard. `grep -rn 'evidence: policy' catalog/rules` lists them."
    )
    return ["## Rules that no study settles", "", text]


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(inner) for inner in value)
    return str(value)


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    PAGE.write_text(page(read(), load_catalog()), encoding="utf-8")
