"""Loads programme templates; a template that loosens what the catalog forbids is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from planner.documents import Document, convert, hint, load_yaml
from planner.errors import BadCatalog, Problem
from planner.knowledge.catalog import Catalog
from planner.knowledge.paths import template_directory
from planner.knowledge.template import Template


def template_files(directory: Path | None = None) -> dict[str, Path]:
    """Id (file stem) to file of every template in the folder."""
    return {path.stem: path for path in sorted(template_directory(directory).glob("*.yaml"))}


def list_templates(catalog: Catalog, directory: Path | None = None) -> tuple[Template, ...]:
    """Every template of the folder, checked."""
    return tuple(
        load_template(name, catalog, directory) for name in template_files(directory)
    )


def load_template(ref: str, catalog: Catalog, directory: Path | None = None) -> Template:
    """A template by id or by path.

    Raises:
        BadCatalog: unknown id, or every fault of the file.
    """
    files = template_files(directory)
    path = files.get(ref, Path(ref))
    if ref not in files and path.suffix not in (".yaml", ".yml", ".json"):
        text = f"no template {ref}{hint(ref, files)}; `planner template list` shows them all"
        raise BadCatalog([Problem(ref, 0, "", text)])
    document = load_yaml(path, error=BadCatalog)
    template = convert(document, Template, error=BadCatalog)
    problems = check(template, catalog, document)
    if problems:
        raise BadCatalog(problems)
    return replace(template, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def check(template: Template, catalog: Catalog, document: Document) -> list[Problem]:
    """Unknown ids, gaps between phases, and caps looser than the catalog's."""
    problems: list[Problem] = []
    known = catalog.activities.keys() | catalog.families.keys()
    next_week = 1
    for index, phase in enumerate(template.phases):
        at = ("phases", index)
        for field in ("include", "prefer", "leave_out"):
            for position, name in enumerate(getattr(phase, field)):
                if name not in known:
                    text = f"no activity or family {name}{hint(name, known)}"
                    problems.append(document.problem((*at, field, position), text))
        for component in phase.targets:
            if component not in catalog.vocabulary["components"]:
                text = f"no component {component}"
                problems.append(document.problem((*at, "targets", component), text))
        if phase.weeks[0] != next_week or phase.weeks[1] < phase.weeks[0]:
            text = f"weeks must go on from week {next_week} without a gap"
            problems.append(document.problem((*at, "weeks"), text))
        next_week = phase.weeks[1] + 1
    for field in ("once", "daily"):
        for index, entry in enumerate(getattr(template, field)):
            if entry.activity not in catalog.activities:
                text = f"no activity {entry.activity}{hint(entry.activity, catalog.activities)}"
                problems.append(document.problem((field, index, "activity"), text))
    for field in ("warm_up", "cool_down"):
        for index, name in enumerate(getattr(template, field)):
            if name not in catalog.activities:
                problems.append(document.problem((field, index), f"no activity {name}"))
    for index, name in enumerate(template.suits):
        if name not in catalog.conditions:
            problems.append(document.problem(("suits", index), f"no condition {name}"))
    for index, name in enumerate(template.sources):
        if name not in catalog.sources:
            problems.append(document.problem(("sources", index), f"no source {name}"))
    return problems + _loosened(template, catalog, document)


def _loosened(template: Template, catalog: Catalog, document: Document) -> list[Problem]:
    """Caps of the template above the largest hard cap of a rule that always holds."""
    highest: dict[str, int] = {}
    for rule in catalog.rules.values():
        for effect in rule.then:
            limit = effect.cap
            if limit is None or limit.soft or rule.severity == "preference":
                continue
            if isinstance(limit.value, int) and limit.quantity in (
                "items_per_session",
                "minutes_per_session",
            ):
                highest[limit.quantity] = max(highest.get(limit.quantity, 0), limit.value)
    problems = []
    for field, quantity in (
        ("items_per_session", "items_per_session"),
        ("session_minutes", "minutes_per_session"),
    ):
        value = getattr(template.caps, field)
        most = highest.get(quantity)
        if value is not None and most is not None and value > most:
            text = f"{value} loosens the catalog, whose rules allow {most} at most"
            problems.append(document.problem(("caps", field), text))
    if template.caps.dwell_weeks < 1:
        problems.append(document.problem(("caps", "dwell_weeks"), "at least 1 week"))
    return problems
