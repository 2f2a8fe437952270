"""Checks that several kinds of records share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Citation
from planner.knowledge.spot import Spot
from planner.told import told

_ID = re.compile(r"[a-z][a-z0-9_]*")
SIDES = ("left", "right", "both", "@tested")
# Placeholders of the policy `placeholders`; they are filled in from the log, not from the catalog.
PLACEHOLDERS = frozenset(
    ("@tested", "@tested_nerve", "@provoking", "@new_or_progressed", "@first_stretch",
     "@first_strength")
)  # fmt: skip


def check_id(word: str, spot: Spot) -> None:
    """An id is snake_case."""
    text = told(
        "the id '{word}' must be small letters, digits and _, starting with a letter", word=word
    )
    spot.at("id").need(_ID.fullmatch(word) is not None, text)


def check_cited(
    evidence: str, sources: Sequence[str | Citation], spot: Spot, catalog: Catalog
) -> None:
    """A known evidence grade, and at least one source, each in the list of sources."""
    grades = catalog.vocabulary["evidence_grades"]
    spot.at("evidence").known(evidence, grades, "evidence grade")
    check_sources(sources, spot, catalog)


def check_sources(sources: Sequence[str | Citation], spot: Spot, catalog: Catalog) -> None:
    """At least one source, each in the list of sources."""
    spot.at("sources").need(bool(sources), told("name at least one source"))
    for here, source in zip(spot.each("sources", sources), sources, strict=True):
        if isinstance(source, Citation):
            here.at("id").known(source.id, catalog.sources, "source")
        else:
            here.known(source, catalog.sources, "source")


def check_date(text: str, spot: Spot) -> None:
    """A date of the calendar as YYYY-MM-DD."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        spot.bad(told("a date as YYYY-MM-DD is needed here"))
