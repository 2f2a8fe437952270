"""The schema of each kind of file, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import write_all
from planner.knowledge import Catalog, load_catalog
from planner.workflow.schema.answers import check_in_schema, intake_schema
from planner.workflow.schema.typed import plan_schema, template_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, Callable[[Catalog], dict[str, Any]]] = {
    "intake": intake_schema,
    "template": template_schema,
    "checkin": check_in_schema,
    "plan": plan_schema,
}


def make_schema(kind: str, catalog_dir: Path | None) -> dict[str, Any]:
    """The schema of a kind of file (JSON Schema, draft 2020-12).

    It knows every key and every word of the catalog. What only the planner can check (that dates
    fit, that ids agree with each other) it leaves to the planner.
    """
    catalog = load_catalog(catalog_dir)
    return {"$schema": DIALECT, **KINDS[kind](catalog)}


def write_schema(kind: str, path: Path, catalog_dir: Path | None) -> None:
    """Write the schema of a kind of file.

    Raises:
        OutputError: it cannot be written there.
    """
    data = msgspec.json.encode(make_schema(kind, catalog_dir))
    write_all({path: msgspec.json.format(data, indent=2) + b"\n"})
