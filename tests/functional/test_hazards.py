"""The hazard log names what exists, and leaves no absolute rule and no check of the audit out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.audit.checks import all_checks
from planner.documents import load_yaml
from planner.knowledge import load_catalog
from tools.hazards_page import PAGE, page, read

ROOT = Path(__file__).parents[2]
RULES = ROOT / "catalog" / "rules"
CONSTRAINTS = ROOT / "planner" / "solver" / "constraints"
CATALOG = load_catalog()
LOG = read()


def absolute_files() -> frozenset[str]:
    return frozenset(
        path.relative_to(RULES).with_suffix("").as_posix()
        for path in RULES.rglob("*.yaml")
        if any(rule["severity"] == "absolute" for rule in load_yaml(path).data["rules"])
    )


def names_in(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{node.name}::{inner.name}"
                for inner in node.body
                if isinstance(inner, ast.FunctionDef)
            )


def families() -> frozenset[str]:
    return frozenset(path.stem for path in CONSTRAINTS.glob("*.py")) - {"__init__"}


def faults_of(hazard: dict[str, Any], log: dict[str, Any]) -> Iterator[str]:
    where = hazard["id"]
    for test in hazard["tests"]:
        file, _, name = test.partition("::")
        if not (ROOT / file).is_file() or name not in set(names_in(ROOT / file)):
            yield f"{where}: no test {test}"
    if not hazard["tests"] or not hazard["residual"]:
        yield f"{where}: without a test or a residual risk"
    for word in hazard["probability"].values():
        if word not in log["probability_words"]:
            yield f"{where}: no such probability {word}"
    if hazard["severity"] not in log["severity_words"]:
        yield f"{where}: no such severity {hazard['severity']}"


def faults(log: dict[str, Any]) -> list[str]:
    """What is named but does not exist, and what exists but stands nowhere."""
    known = {
        "rules": frozenset(CATALOG.rules),
        "rule_files": frozenset(
            path.relative_to(RULES).with_suffix("").as_posix() for path in RULES.rglob("*.yaml")
        ),
        "constraints": families(),
        "checks": frozenset(all_checks()),
    }
    found = [fault for hazard in log["hazards"] for fault in faults_of(hazard, log)]
    named: dict[str, set[str]] = {kind: set(log["not_safety"].get(kind, ())) for kind in known}
    for hazard in log["hazards"]:
        for kind in known:
            named[kind].update(hazard[kind])
    for kind, names in known.items():
        found += [f"{kind}: {name} does not exist" for name in sorted(named[kind] - names)]
    needed = {"rule_files": absolute_files(), "checks": known["checks"], "constraints": families()}
    for kind, names in needed.items():
        found += [f"{kind}: {name} stands under no hazard" for name in sorted(names - named[kind])]
    return found


def test_everything_named_exists_and_nothing_is_left_out() -> None:
    assert not faults(LOG), "\n".join(faults(LOG))


@pytest.mark.parametrize("kind", ["rules", "rule_files", "constraints", "checks", "tests"])
def test_an_invented_name_is_found(kind: str) -> None:
    log = copy.deepcopy(LOG)
    log["hazards"][0][kind] = [*log["hazards"][0][kind], "tests/nowhere.py::test_nothing"]
    assert faults(log)


@pytest.mark.parametrize("place", range(len(LOG["hazards"])))
def test_a_hazard_that_is_dropped_leaves_a_gap(place: int) -> None:
    log = copy.deepcopy(LOG)
    gone = log["hazards"].pop(place)
    others = {
        name
        for hazard in log["hazards"]
        for name in (*hazard["checks"], *hazard["constraints"], *hazard["rule_files"])
    }
    only_here = {
        *gone["checks"],
        *gone["constraints"],
        *(set(gone["rule_files"]) & absolute_files()),
    } - others
    assert bool(faults(log)) == bool(only_here)


def test_a_policy_number_shown_on_the_page_exists() -> None:
    for group in LOG["numbers"]:
        assert set(group["keys"]) <= load_yaml(ROOT / "catalog" / group["file"]).data.keys()


def test_the_page_is_the_one_the_data_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(LOG, CATALOG), (
        "run: python tools/hazards_page.py"
    )
