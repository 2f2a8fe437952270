"""All records of the catalog in one row, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Record

# Word for a kind of record on the command line, and the field of `Catalog` that holds it.
KINDS = {
    "activity": "activities",
    "family": "families",
    "rule": "rules",
    "condition": "conditions",
    "fact": "facts",
    "criterion": "criteria",
    "screening_group": "screening_groups",
    "screening_bundle": "screening_bundles",
    "goal": "goals",
    "seed_statement": "seed_statements",
    "plan_bias": "plan_biases",
    "policy": "policies",
    "source": "sources",
    "intensity_class": "intensity_classes",
    "age_band": "age_bands",
}
DOSE_ROW = "dose_row"


def all_records(catalog: Catalog) -> Iterator[tuple[str, str, Record]]:
    """(kind, id, record) of every record, closed lists included."""
    for kind, field in KINDS.items():
        held: Mapping[str, Record] = getattr(catalog, field)
        for word, record in held.items():
            yield kind, word, record
    for word, row in catalog.dosing.rows.items():
        yield DOSE_ROW, word, row
    for name, terms in catalog.vocabulary.items():
        for word, term in terms.items():
            yield name, word, term


def place(catalog: Catalog, kind: str, word: str) -> str:
    """`file:line` of a record, relative to the catalog; empty where it is not known."""
    field = "rows" if kind == DOSE_ROW else KINDS.get(kind, kind)
    return catalog.where.get(f"{field}.{word}", "")
