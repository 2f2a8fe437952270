"""Closed lists: terms with a meaning, aliases and implications that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Citation, SeedStatement, Source, Term
from planner.knowledge.records import all_records
from planner.knowledge.spot import Spot

_STATEMENT = re.compile(r"[SF]\d{1,2}")
_VERIFIED = ("seen", "memory")


def check_term(term: Term, spot: Spot, terms: dict[str, Term]) -> None:
    """One term of a list."""
    spot.need(bool(term.meaning), "say what the word means")
    spot.all_known("implies", term.implies, terms, "word of this list")
    for here, alias in zip(spot.each("aliases", term.aliases), term.aliases, strict=True):
        text = f"'{alias}' is an id of this list; an alias must be another word"
        here.need(alias not in terms or alias == term.id, text)


def check_quantities(spot: Spot, catalog: Catalog) -> None:
    """Every quantity has its units; where they are words, it lists them."""
    for index, term in enumerate(catalog.vocabulary["quantities"].values()):
        here = spot.at("quantities", index)
        here.need(bool(term.units), "name the units that a limit on it may be given in")
        here.all_known("units", term.units, catalog.vocabulary["units"], "unit")


def check_features(spot: Spot, catalog: Catalog) -> None:
    """What proves that a feature is off is an assurance."""
    for index, term in enumerate(catalog.vocabulary["features"].values()):
        here = spot.at("features", index, "assured_by")
        here.known(term.assured_by, catalog.vocabulary["assurances"], "assurance")


def check_groups(spot: Spot, catalog: Catalog, name: str) -> None:
    """Members of a list of groups are muscles."""
    for index, term in enumerate(catalog.vocabulary[name].values()):
        here = spot.at(name, index)
        here.all_known("members", term.members, catalog.vocabulary["muscles"], "muscle")


def check_tags(spot: Spot, catalog: Catalog, name: str) -> None:
    """Every tag is carried by an activity; a tag that is not hits nothing without a word."""
    used = {tag for activity in catalog.activities.values() for tag in activity.tags}
    for index, tag in enumerate(catalog.vocabulary[name]):
        spot.at(name, index).need(tag in used, f"no activity carries the tag '{tag}'")


def check_source(source: Source, spot: Spot, catalog: Catalog) -> None:
    """One source."""
    spot.at("verified").known(source.verified, _VERIFIED, "word for verified")
    spot.at("title").need(bool(source.title), "the title is missing")


def check_citations(catalog: Catalog, places: Mapping[tuple[str, str], Spot]) -> None:
    """A source says whether something cites it, and says so rightly.

    A source that a rule no longer cites may be the ground of a number that still stands.
    """
    cited = {
        source.id if isinstance(source, Citation) else source
        for _, _, record in all_records(catalog)
        for source in getattr(record, "sources", ())
    }
    # Files that are kept as plain data name their sources too.
    plain = f"{catalog.energy}{catalog.scales}{catalog.stretch_tests}{catalog.ramps}"
    for word, source in catalog.sources.items():
        is_cited = word in cited or f"'{word}'" in plain
        here = places["sources", word].at("used")
        if source.used and not is_cited:
            here.bad(f"nothing cites source {word}; cite it, or say used: false")
        elif is_cited and not source.used:
            here.bad(f"source {word} is cited; say used: true")


def check_statement(statement: SeedStatement, spot: Spot, catalog: Catalog) -> None:
    """One statement: it says something, and a rule honours it."""
    text = "statements are numbered S1, S2 ... or F1, F2 ..."
    spot.at("id").need(_STATEMENT.fullmatch(statement.id) is not None, text)
    spot.need(bool(statement.title and statement.statement), "title and statement are needed")
    honoured = any(statement.id in rule.seed for rule in catalog.rules.values())
    spot.need(honoured, f"no rule names {statement.id} under seed")
