"""One record of the catalog, and everything that names or touches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from planner.documents import dotted
from planner.documents.document import KeyPath
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.target import named_hits
from planner.knowledge.model import Record, Target
from planner.knowledge.records import all_records, place
from planner.knowledge.template import Template

# Keys whose text is prose, cases or the record's own id: a word in them is no use of a record.
_NO_USE = frozenset(("id", "cases", "why", "note", "text", "meaning", "says", "name", "summary"))
_TARGETS = ("target", "what", "of", "first", "not_after")


class Use(Struct, frozen=True):
    """Where a record is named.

    Attributes:
        kind, id: the record (or template) that names it.
        key: in which of its keys; for a rule that touches an activity by a selector, the effect.
        where: `file:line`, relative to the catalog.
    """

    kind: str
    id: str
    key: str
    where: str


class Shown(Struct, frozen=True):
    """One record with its uses; `data` is the record as its file holds it."""

    kind: str
    id: str
    where: str
    data: dict[str, Any]
    used_by: tuple[Use, ...]


def show(catalog: Catalog, word: str, templates: Sequence[Template] = ()) -> tuple[Shown, ...]:
    """Every record with this id; the same word may be, say, an activity and a family."""
    found = [(kind, record) for kind, each, record in all_records(catalog) if each == word]
    if not found:
        return ()
    named = tuple(_named(catalog, word, templates))
    return tuple(
        Shown(
            kind=kind,
            id=word,
            where=place(catalog, kind, word),
            data=msgspec.to_builtins(record),
            used_by=(*named, *(_touching(catalog, word) if kind == "activity" else ())),
        )
        for kind, record in found
    )


def ids(catalog: Catalog) -> tuple[str, ...]:
    """Every id, for hints after a mistyped one."""
    return tuple(dict.fromkeys(word for _, word, _ in all_records(catalog)))


def _named(catalog: Catalog, word: str, templates: Sequence[Template]) -> Iterator[Use]:
    holders: list[tuple[str, str, Record]] = list(all_records(catalog))
    holders += [("template", template.id, template) for template in templates]
    for kind, each, record in holders:
        for path in _mentions(msgspec.to_builtins(record), word, ()):
            yield Use(kind, each, dotted(path), place(catalog, kind, each))


def _mentions(value: object, word: str, path: KeyPath) -> Iterator[KeyPath]:
    if isinstance(value, dict):
        for key, below in value.items():
            if key == word:
                yield (*path, key)
            elif key not in _NO_USE:
                yield from _mentions(below, word, (*path, key))
    elif isinstance(value, list | tuple):
        for index, below in enumerate(value):
            # The id of a source stands in a list of {id, note}.
            if isinstance(below, dict) and path and path[-1] == "sources":
                below = below.get("id")
            yield from _mentions(below, word, (*path, index))
    elif value == word:
        yield path


def _touching(catalog: Catalog, word: str) -> Iterator[Use]:
    """Rules that touch an activity by a selector other than its own id."""
    activity = catalog.activities[word]
    for rule in catalog.rules.values():
        for index, effect in enumerate(rule.then):
            for key in _TARGETS:
                target = getattr(effect.body, key, None)
                if not isinstance(target, Target) or word in target.activity:
                    continue
                if named_hits(target, activity, catalog):
                    at = dotted(("then", index, effect.kind, key))
                    yield Use("rule", rule.id, at, place(catalog, "rule", rule.id))
