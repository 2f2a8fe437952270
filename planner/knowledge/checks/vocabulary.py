"""Closed lists: terms with a meaning, aliases and implications that lead somewhere."""

from __future__ import annotations

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Source, Term
from planner.knowledge.spot import Spot

_VERIFIED = ("seen", "memory")


def check_term(term: Term, spot: Spot, terms: dict[str, Term]) -> None:
    """One term of a list."""
    spot.need(bool(term.meaning), "say what the word means")
    spot.all_known("implies", term.implies, terms, "word of this list")
    for here, alias in zip(spot.each("aliases", term.aliases), term.aliases, strict=True):
        text = f"'{alias}' is an id of this list; an alias must be another word"
        here.need(alias not in terms or alias == term.id, text)


def check_tags(catalog: Catalog) -> list[str]:
    """Tags of the list that no activity carries."""
    used = {tag for activity in catalog.activities.values() for tag in activity.tags}
    return [tag for tag in catalog.vocabulary["tags"] if tag not in used]


def check_source(source: Source, spot: Spot, catalog: Catalog) -> None:
    """One source."""
    spot.at("verified").known(source.verified, _VERIFIED, "word for verified")
    spot.at("title").need(bool(source.title), "the title is missing")
