"""What names a rule."""

from __future__ import annotations

from pathlib import Path

from planner.knowledge import list_templates, load_catalog
from planner.workflow.catalog import grounds_of, grounds_sections
from planner.workflow.naming import naming

CATALOG = load_catalog()
TEMPLATES = list_templates(CATALOG)


def test_hazards_that_a_rule_stands_against_are_named() -> None:
    found = list(naming("plan_no_promises", CATALOG, TEMPLATES))
    assert "hazard H14: The reader trusts too much" in found


def test_a_hazard_may_name_the_whole_file_of_a_rule() -> None:
    found = list(naming("cr_075", CATALOG, ()))
    assert any(line.startswith("hazard ") for line in found)


def test_a_rule_does_not_name_itself() -> None:
    for rule in list(CATALOG.rules)[::30]:
        assert f"rules: {rule}" not in naming(rule, CATALOG, (), Path("no_such_file"))


def test_without_the_log_no_hazard_is_named() -> None:
    found = naming("plan_no_promises", CATALOG, TEMPLATES, Path("no_such_file"))
    assert not [line for line in found if line.startswith("hazard")]


def test_records_that_name_a_rule_are_found() -> None:
    """Warning signs are printed by tags of conditions, which name their rules."""
    printed = {rule: tag for tag, bias in CATALOG.plan_biases.items() for rule in bias.prints}
    assert printed
    for rule, tag in printed.items():
        assert f"plan biases: {tag}" in naming(rule, CATALOG, TEMPLATES)


def test_it_is_printed_with_the_rule() -> None:
    sections = grounds_sections(grounds_of("plan_no_promises", None), None, 90)
    (named,) = [section for section in sections if section.title == "Named by"]
    assert any("H14" in line for line in named.lines)
