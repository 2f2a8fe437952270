"""The generated reference says what the commands and the catalog say."""

from __future__ import annotations

import pytest

from planner.cohort.columns import TABLES
from tests.support.people import CATALOG
from tools.reference_pages import CLINIC, FOLDER, commands, pages, with_columns


@pytest.mark.parametrize("name", ["activities.md", "cli.md", "rules.md"])
def test_the_page_is_fresh(name: str) -> None:
    fresh = pages(CATALOG)[name]
    assert (FOLDER / name).read_text("utf-8") == fresh, "run: python tools/reference_pages.py"


def test_the_columns_of_a_cohort_in_the_guide_are_fresh() -> None:
    guide = CLINIC.read_text("utf-8")
    assert with_columns(guide) == guide, "run: python tools/reference_pages.py"
    for name, table in TABLES.items():
        assert f"`{name}/`" in guide
        assert all(
            f"| `{column}` | {each.kind} |" in guide for column, each in table.columns.items()
        )


def test_every_command_has_a_place() -> None:
    text = (FOLDER / "cli.md").read_text("utf-8")
    paths = [context.command_path for context in commands()]
    assert len(paths) > 30
    assert "planner programme new" in paths
    assert not [path for path in paths if f"## `{path}`\n" not in text]


def test_every_rule_and_activity_has_a_place() -> None:
    rules = (FOLDER / "rules.md").read_text("utf-8")
    activities = (FOLDER / "activities.md").read_text("utf-8")
    assert not [name for name in CATALOG.rules if f"## `{name}`\n" not in rules]
    assert not [name for name in CATALOG.activities if f"\n`{name}`. " not in activities]
