"""Looking into the catalog: check, show, search, why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from planner.documents import hint
from planner.errors import BadInput, Problem
from planner.explain import Explanation, explain_rule, messages_of
from planner.explain.records import RecordFound, as_data
from planner.knowledge import Catalog, load_catalog
from planner.knowledge.model import Effect, Rule, Target
from planner.rules import Binding, hits

# Kinds of record that can be shown and searched: attribute of the catalog, in order.
KINDS = (
    "activities", "families", "rules", "conditions", "facts", "criteria", "goals", "plan_biases",
    "screening_groups", "sources",
)  # fmt: skip
NAME_FIELDS = ("name", "says", "meaning", "title", "ask")


class CatalogReport(Struct, frozen=True, kw_only=True):
    """A catalog without faults: how many records of each kind, and its digest."""

    counts: dict[str, int]
    sha256: str


def check_catalog(directory: Path | None) -> CatalogReport:
    """Read the whole catalog strictly.

    Raises:
        BadCatalog: every fault of every file.
    """
    catalog = load_catalog(directory)
    return CatalogReport(
        counts={kind: len(getattr(catalog, kind)) for kind in KINDS}, sha256=catalog.sha256
    )


def find_records(name: str, directory: Path | None) -> tuple[RecordFound, ...]:
    """Every record with the id.

    Raises:
        BadInput: there is none.
    """
    catalog = load_catalog(directory)
    found = tuple(record for record in _records(catalog) if record.id == name)
    if not found:
        names = [record.id for record in _records(catalog)]
        raise BadInput([Problem(name, 0, "", f"no record has this id{hint(name, names)}")])
    return found


def search_records(words: tuple[str, ...], directory: Path | None) -> tuple[RecordFound, ...]:
    """Records whose id, name or text holds every word, whatever its case."""
    wanted = [word.lower() for word in words]
    return tuple(
        record
        for record in _records(load_catalog(directory))
        if all(word in f"{record.id} {record.record}".lower() for word in wanted)
    )


def grounds_of(name: str, directory: Path | None) -> tuple[Explanation, ...]:
    """The grounds of a rule, or of every rule that touches an activity.

    Raises:
        BadInput: neither a rule nor an activity has the id.
    """
    catalog = load_catalog(directory)
    messages = messages_of(catalog)
    if name in catalog.rules:
        return (explain_rule(catalog.rules[name], catalog, messages),)
    if name in catalog.activities:
        return tuple(
            explain_rule(rule, catalog, messages)
            for rule in catalog.rules.values()
            if _touches(rule, name, catalog)
        )
    names = [*catalog.rules, *catalog.activities]
    raise BadInput([Problem(name, 0, "", f"is no rule and no activity{hint(name, names)}")])


def _records(catalog: Catalog) -> Iterator[RecordFound]:
    for kind in KINDS:
        for name, record in getattr(catalog, kind).items():
            yield RecordFound(
                kind=kind,
                id=name,
                name=_name(record),
                where=catalog.where.get(f"{kind}.{name}", kind),
                record=as_data(record),
            )


def _name(record: object) -> str:
    return next((text for field in NAME_FIELDS if (text := getattr(record, field, None))), "")


def _touches(rule: Rule, activity: str, catalog: Catalog) -> bool:
    """An effect of the rule names the activity in its own right, not by "any"."""
    return any(
        not target.any and hits(catalog.activities[activity], target, catalog, Binding())
        for effect in rule.then
        for target in _targets(effect)
    )


def _targets(effect: Effect) -> Iterator[Target]:
    for field in ("target", "what", "of", "first", "not_after"):
        target = getattr(effect.body, field, None)
        if isinstance(target, Target):
            yield target
