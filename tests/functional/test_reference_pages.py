"""The generated reference says what the commands and the catalog say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from planner.cohort.columns import TABLES
from planner.documents import load_yaml
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


def test_every_page_is_in_the_navigation() -> None:
    docs = FOLDER.parent
    nav = load_yaml(docs.parent / "mkdocs.yml").data["nav"]
    there = sorted(str(page.relative_to(docs)) for page in docs.rglob("*.md"))
    assert sorted(_pages(nav)) == there


def _pages(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for inner in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages(inner)
