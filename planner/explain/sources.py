"""Sources in words."""

from __future__ import annotations

from collections.abc import Iterable

from planner.explain.messages import Messages
from planner.knowledge import Catalog
from planner.knowledge.model import Source

AUTHORS_SHOWN = 3


def cite(source: Source) -> str:
    """Authors (year). Title. Journal. doi - enough to find the work."""
    authors = source.authors.split(", ")
    shown = ", ".join(authors[:AUTHORS_SHOWN])
    if len(authors) > AUTHORS_SHOWN:
        shown += " et al."
    year = f" ({source.year})" if source.year else ""
    # What has no year was not published: its "journal" is no help to find it.
    journal = f" {source.journal.rstrip('.')}." if source.journal and source.year else ""
    place = f" doi:{source.doi}" if source.doi else f" {source.url}" if source.url else ""
    return f"{shown}{year}. {source.title.rstrip('.')}.{journal}{place}"


def citations(ids: Iterable[str], catalog: Catalog, messages: Messages) -> tuple[str, ...]:
    """Every source once; the project's own policy where none is named."""
    known = [cite(catalog.sources[source]) for source in ids if source in catalog.sources]
    return tuple(dict.fromkeys(known)) or (messages.say("explain.no_source"),)
