"""What names a rule: the hazards it stands against, other rules and records, and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from planner.documents import load_yaml
from planner.knowledge import Catalog, Template
from planner.knowledge.paths import PACKAGE
from planner.knowledge.records import place

# The log belongs to the project's documents; an installed program may stand without them.
HAZARDS = PACKAGE.parent / "docs" / "safety" / "hazards.yaml"
KINDS = ("rules", "conditions", "criteria", "plan_biases", "activities", "families")


def naming(
    rule: str, catalog: Catalog, templates: Iterable[Template], hazards: Path = HAZARDS
) -> Iterator[str]:
    """One line for each record that names the rule; hazards first, then the catalog's own order.

    Args:
        rule: id of a rule of the catalog.
        catalog: records that may name it.
        templates: the same.
        hazards: the hazard log; where there is none, no hazard is named.
    """
    if hazards.is_file():
        file = place(catalog, "rule", rule).partition(":")[0]
        for hazard in load_yaml(hazards).data["hazards"]:
            files = (f"rules/{name}.yaml" for name in hazard["rule_files"])
            if rule in hazard["rules"] or file in files:
                yield f"hazard {hazard['id']}: {hazard['hazard']}"
    for kind in KINDS:
        for name, record in getattr(catalog, kind).items():
            if name != rule and _holds(msgspec.to_builtins(record), rule):
                yield f"{kind.replace('_', ' ')}: {name}"
    for template in templates:
        if _holds(msgspec.to_builtins(template), rule):
            yield f"template: {template.id} {template.version}"


def _holds(value: object, word: str) -> bool:
    """The word stands somewhere in the value, as a whole."""
    if isinstance(value, dict):
        return any(_holds(part, word) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(_holds(part, word) for part in value)
    return bool(value == word)
