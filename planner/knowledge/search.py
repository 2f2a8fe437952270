"""Full-text search in the catalog, for people who do not know the id."""

from __future__ import annotations

from msgspec import Struct

from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Record
from planner.knowledge.records import all_records, place

# Fields that a person would search in, and what a hit in them is worth; the id is worth most.
_FIELDS = {
    "name": 5, "title": 5, "aliases": 5, "meaning": 3, "says": 3, "summary": 3, "ask": 3,
    "intro": 2, "why": 1, "patient_why": 1, "clinician_why": 1, "tags": 1, "supports": 1,
    "text": 1, "authors": 1, "statement": 3, "instructions": 1,
}  # fmt: skip
_WHOLE_ID = 20
_PART_OF_ID = 10


class Hit(Struct, frozen=True):
    """A record that was found.

    Attributes:
        kind: kind of the record, such as `rule`, or the name of a closed list.
        text: its name, sentence or meaning.
        where: `file:line`, relative to the catalog.
        score: the higher, the closer.
    """

    kind: str
    id: str
    text: str
    where: str
    score: int


def search(catalog: Catalog, text: str) -> tuple[Hit, ...]:
    """Records that hold every word of the text somewhere, the closest first."""
    words = text.lower().replace("_", " ").split()
    if not words:
        return ()
    hits = []
    for kind, found, record in all_records(catalog):
        scores = [_score(word, found, record) for word in words]
        if all(scores):
            said = headline(record)
            whole = _WHOLE_ID if found.replace("_", " ") == " ".join(words) else 0
            where = place(catalog, kind, found)
            hits.append(Hit(kind, found, said, where, sum(scores) + whole))
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.kind, hit.id)))


def headline(record: Record) -> str:
    """The name of a record, or else the sentence that says what it is."""
    for field in ("name", "title", "says", "meaning", "ask", "text"):
        said = getattr(record, field, None)
        if isinstance(said, str) and said:
            return said
    return ""


def _score(word: str, found: str, record: Record) -> int:
    score = _PART_OF_ID if word in found.replace("_", " ") else 0
    for field, worth in _FIELDS.items():
        if word in str(getattr(record, field, "") or "").lower():
            score += worth
    return score
