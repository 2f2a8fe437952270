"""Clinical numbers live in the catalog: no numeric literals where decisions are made."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from planner.domain import units

ROOT = Path(__file__).parents[2]
PACKAGES = ("screening", "eligibility", "problem", "progression", "audit")
HARMLESS = (0, 1, -1)
# Constants of calendars and units; a new one is added here on purpose or not at all.
STRUCTURAL = {
    "DAYS_PER_WEEK": 7,
    "HOURS_PER_DAY": 24,
    "MINUTES_PER_HOUR": 60,
    "SECONDS_PER_MINUTE": 60,
    "MONTHS_PER_YEAR": 12,
    "PERCENT": 100,
    "MM_PER_CM": 10,
    "TENTHS_PER_UNIT": 10,
}


def literals(source: str, name: str) -> list[str]:
    """`file:line: literal` of every number in the source that is not harmless."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        if isinstance(node.value, int | float) and node.value not in HARMLESS:
            found.append(
                f"{name}:{node.lineno}: {node.value!r} - clinical numbers belong in catalog/ or "
                "templates/, structural ones in planner/domain/units.py"
            )
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_clinical_literals(package: str) -> None:
    found = [
        line
        for path in sorted((ROOT / "planner" / package).rglob("*.py"))
        for line in literals(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]
    assert not found, "\n" + "\n".join(found)


def test_structural_constants_are_the_agreed_ones() -> None:
    present = {name: getattr(units, name) for name in dir(units) if name.isupper()}
    assert present == STRUCTURAL


@pytest.mark.parametrize("source", ["x = 48", "f(rest=2.5)", "x > -3", "a[2:]", "d = {'a': 10}"])
def test_the_lint_finds_numbers(source: str) -> None:
    assert literals(source, "file.py")


@pytest.mark.parametrize("source", ["x = 0", "x -= 1", "x = -1", "x = True", "x = '48'", "1.0 * x"])
def test_the_lint_lets_structure_pass(source: str) -> None:
    assert not literals(source, "file.py")
