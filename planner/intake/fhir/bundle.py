"""The bundle taken apart: every resource with its place, or every reason why it is no bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.documents import Document, KeyPath, convert, dotted
from planner.documents.strict_json import load_json
from planner.errors import BadInput, FileError, Problem
from planner.intake.fhir.elements import KINDS, Resource
from planner.told import told

LARGEST_BYTES = 16 * 1024 * 1024
DEPTH = 40
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")


class Entry(Struct, frozen=True):
    """A resource of the bundle.

    Attributes:
        kind: its resourceType.
        path: where it stands.
        url: under which others refer to it, if it says so.
        raw: as it stands.
        read: typed, where its kind is read.
    """

    kind: str
    path: KeyPath
    url: str | None
    raw: dict[str, Any]
    read: Resource | None

    @property
    def name(self) -> str:
        """How it is called in reports: kind and id, if the id is one of FHIR's."""
        found = self.raw.get("id")
        return f"{self.kind}/{found}" if is_id(found) else self.kind

    def place(self, *steps: str | int) -> str:
        """The path of something in it."""
        return dotted((*self.path, *steps))


class Bundle(Struct, frozen=True):
    """A bundle in parts; `empty` are the places of entries without a resource."""

    document: Document
    timestamp: str | None
    entries: tuple[Entry, ...]
    empty: tuple[str, ...]


def is_id(word: object) -> bool:
    """The word may be an id of FHIR, and so stand in a message."""
    return isinstance(word, str) and _ID.fullmatch(word) is not None


def open_bundle(path: Path | str) -> Bundle:
    """Read a bundle from a file; `-` is standard input.

    Raises:
        BadInput: it is no Bundle of FHIR R4, with every problem and its path.
    """
    document = load_json(path, max_bytes=LARGEST_BYTES, max_depth=DEPTH)
    data = document.data
    kind = data.get("resourceType") if isinstance(data, dict) else None
    if kind != "Bundle":
        what = (
            told("a resource '{kind}'", kind=kind[:40])
            if isinstance(kind, str)
            else told("no resource of FHIR")
        )
        text = told('this is {what}; a Bundle is needed ("resourceType": "Bundle")', what=what)
        raise BadInput([document.problem((), text)])
    listed = data.get("entry", [])
    if not isinstance(listed, list):
        raise BadInput([document.problem(("entry",), told("a list is needed here"))])
    problems: list[Problem] = []
    entries = [_entry(document, number, each, problems) for number, each in enumerate(listed)]
    found = tuple(entry for entry in entries if entry is not None)
    problems += _twice(document, found)
    if problems:
        raise BadInput(problems)
    stamp = data.get("timestamp")
    empty = tuple(dotted(("entry", n)) for n, entry in enumerate(entries) if entry is None)
    return Bundle(document, stamp if isinstance(stamp, str) else None, found, empty)


def _entry(document: Document, number: int, entry: object, problems: list[Problem]) -> Entry | None:
    path: KeyPath = ("entry", number)
    if not isinstance(entry, dict):
        problems.append(document.problem(path, told("an object is needed here")))
        return None
    if "resource" not in entry:
        return None
    path = (*path, "resource")
    raw = entry["resource"]
    kind = raw.get("resourceType") if isinstance(raw, dict) else None
    if not isinstance(kind, str):
        problems.append(
            document.problem(path, told("a resource with a resourceType is needed here"))
        )
        return None
    url = entry.get("fullUrl")
    try:
        read = convert(document, KINDS[kind], path) if kind in KINDS else None
    except FileError as error:
        problems += error.problems
        return None
    return Entry(kind, path, url if isinstance(url, str) else None, raw, read)


def _twice(document: Document, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    seen: dict[str, KeyPath] = {}
    for entry in entries:
        found = entry.raw.get("id")
        named = [f"{entry.kind}/{found}"] if isinstance(found, str) else []
        for name in (*named, *([entry.url] if entry.url else [])):
            if name in seen:
                text = told(
                    "the same id stands at {place}; each resource has its own",
                    place=dotted(seen[name]),
                )
                yield document.problem((*entry.path, "id"), text)
            seen.setdefault(name, entry.path)
