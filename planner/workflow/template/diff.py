"""Two templates side by side."""

from __future__ import annotations

from pathlib import Path

from planner.explain.layout import Section
from planner.explain.messages import messages_of
from planner.explain.template_diff import TemplateDiff, compare
from planner.knowledge import load_catalog, load_template


def diff_templates(before: str, after: str, catalog_dir: Path | None) -> TemplateDiff:
    """What changes from one template to another.

    Raises:
        BadCatalog: one of them is not there or has faults.
    """
    catalog = load_catalog(catalog_dir)
    pair = (load_template(before, catalog), load_template(after, catalog))
    return compare(*pair, catalog, messages_of(catalog))


def diff_sections(
    found: TemplateDiff, refs: tuple[str, str], catalog_dir: Path | None, width: int
) -> list[Section]:
    """The difference in words."""
    catalog = load_catalog(catalog_dir)
    names = {
        phase.id: f"{phase.name} ({phase.id})"
        for ref in refs
        for phase in load_template(ref, catalog).phases
    }
    return found.sections(messages_of(catalog), names, width)
