"""Loads the files of figures: strict, all problems at once, each with file, line and key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import Document, KeyPath, convert, hint, load_yaml
from planner.errors import BadCatalog, FileError, Problem
from planner.figures.check import check
from planner.figures.model import Base, Figure, Figures, Thing
from planner.figures.muscles import Region
from planner.figures.norms import JointRange, TagRule
from planner.figures.pose import Record, over
from planner.figures.theme import Theme

KINDS: dict[str, type[Record]] = {
    "figures": Figure, "bases": Base, "things": Thing, "regions": Region, "themes": Theme,
    "ranges": JointRange, "tags": TagRule,
}  # fmt: skip
# What a file says about itself.
HEAD = frozenset({"schema_version", "source", "reviewed_on"})
Places = dict[tuple[str, str], tuple[Document, KeyPath]]


def load_figures(folder: Path, activities: Collection[str] | None = None) -> Figures:
    """The figures in a folder.

    Args:
        folder: folder of the files.
        activities: what figures may stand for; None leaves that open.

    Raises:
        BadCatalog: with every problem of every file.
    """
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    places: Places = {}
    for document in _documents(folder, problems):
        _read(document, records, places, problems)
    _inherit(records["figures"], places, problems)
    if problems:
        raise BadCatalog(problems)
    figures = Figures(**records)
    found = check(figures, activities)
    if found:
        raise BadCatalog(
            _placed(places, kind, name, path, text) for kind, name, path, text in found
        )
    return figures


def _documents(folder: Path, problems: list[Problem]) -> list[Document]:
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        text = "there are no figures here; name the folder of a catalog"
        raise BadCatalog([Problem(str(folder), 0, "", text)])
    documents = []
    for file in files:
        try:
            documents.append(load_yaml(file, error=BadCatalog))
        except FileError as error:
            problems += error.problems
    return documents


def _read(
    document: Document,
    records: Mapping[str, dict[str, Any]],
    places: Places,
    problems: list[Problem],
) -> None:
    if not isinstance(document.data, dict):
        problems.append(document.problem((), "a mapping (key: value) is needed here"))
        return
    for key, value in document.data.items():
        if key in HEAD:
            continue
        if key not in KINDS:
            problems.append(document.problem((key,), f"unknown key '{key}'{hint(key, KINDS)}"))
        elif not isinstance(value, list):
            problems.append(document.problem((key,), "a list is needed here"))
        else:
            for index in range(len(value)):
                _record(document, key, index, records[key], places, problems)


def _record(
    document: Document, kind: str, index: int, held: dict[str, Any], places: Places,
    problems: list[Problem],
) -> None:  # fmt: skip
    path: KeyPath = (kind, index)
    try:
        record: Any = convert(document, KINDS[kind], path, error=BadCatalog)
    except FileError as error:
        problems += error.problems
        return
    if record.id in held:
        problems.append(document.problem((*path, "id"), f"'{record.id}' is there twice"))
    held[record.id] = record
    places[(kind, record.id)] = (document, path)


def _inherit(figures: dict[str, Figure], places: Places, problems: list[Problem]) -> None:
    whole: dict[str, Figure] = {}

    def inherited(name: str, seen: tuple[str, ...]) -> Figure:
        if name in whole:
            return whole[name]
        own = figures[name]
        if own.like is not None:
            if own.like not in figures or own.like in (*seen, name):
                text = f"'{own.like}' is no other figure{hint(own.like, figures)}"
                problems.append(_placed(places, "figures", name, ("like",), text))
            else:
                own = _laid_over(inherited(own.like, (*seen, name)), own)
        whole[name] = own
        return own

    for name in list(figures):
        inherited(name, ())
    figures.update(whole)


def _laid_over(parent: Figure, own: Figure) -> Figure:
    kept = {
        name: getattr(parent, name)
        for name in Figure.__struct_fields__
        if name not in ("id", "shows", "like") and getattr(own, name) is None
    }
    for name in ("start", "end"):
        lower, upper = getattr(parent, name), getattr(own, name)
        if lower is not None and upper is not None:
            kept[name] = over(lower, upper)
    return msgspec.structs.replace(own, **kept)


def _placed(places: Places, kind: str, name: str, path: KeyPath, text: str) -> Problem:
    document, start = places[(kind, name)]
    return document.problem((*start, *path), text)
