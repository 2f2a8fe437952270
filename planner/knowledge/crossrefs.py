"""Every id that a record names must exist; every value must fit its list, type and range."""

from __future__ import annotations

from planner.documents import Document
from planner.errors import Problem
from planner.knowledge.catalog import Catalog


def check(catalog: Catalog, documents: dict[str, Document]) -> list[Problem]:
    """All broken references of the catalog, each with file and line."""
    return []
