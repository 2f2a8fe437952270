"""Sources of the catalog as references that a reader can look up."""

from __future__ import annotations

from planner.knowledge import Catalog
from planner.knowledge.model import Source


def citations(catalog: Catalog) -> dict[str, str]:
    """The full reference of each source, by id."""
    return {source.id: _reference(source) for source in catalog.sources.values()}


def _reference(source: Source) -> str:
    year = str(source.year) if source.year else None
    parts = (source.authors, source.title, source.journal, year)
    text = ". ".join(part.rstrip(".") for part in parts if part)
    link = f"doi {source.doi}" if source.doi else source.url
    return f"{text}. {link}" if link else f"{text}."
