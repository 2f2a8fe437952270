"""Looking into the programme templates: list, show, check."""

from __future__ import annotations

from pathlib import Path

from planner.errors import BadCatalog, Problem
from planner.explain.records import template_sections
from planner.knowledge import Template, list_templates, load_catalog, load_template

__all__ = ["all_templates", "check_templates", "one_template", "template_sections"]


def all_templates(catalog_dir: Path | None) -> tuple[Template, ...]:
    """Every template that ships with the planner, checked against the catalog.

    Raises:
        BadCatalog: a fault in the catalog or in a template.
    """
    return list_templates(load_catalog(catalog_dir))


def one_template(ref: str, catalog_dir: Path | None) -> Template:
    """A template by id or path.

    Raises:
        BadCatalog: unknown, or every fault of the file.
    """
    return load_template(ref, load_catalog(catalog_dir))


def check_templates(refs: tuple[str, ...], catalog_dir: Path | None) -> tuple[str, ...]:
    """Ids of the named templates (all, if none is named) after a strict check.

    Raises:
        BadCatalog: every fault of every template.
    """
    if not refs:
        return tuple(template.id for template in all_templates(catalog_dir))
    catalog = load_catalog(catalog_dir)
    problems: list[Problem] = []
    found: list[str] = []
    for ref in refs:
        try:
            found.append(load_template(ref, catalog).id)
        except BadCatalog as error:
            problems += error.problems
    if problems:
        raise BadCatalog(problems)
    return tuple(found)
