"""Loads a catalog: strict, all problems at once, compiled so that the next start is fast."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from planner.documents import Document, parse_yaml
from planner.domain.language import ENGLISH, language
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge import cache
from planner.knowledge.catalog import Catalog
from planner.knowledge.files import digest, read_files
from planner.knowledge.languages import FOLDER, Texts, own_files, translation_bytes, translations
from planner.knowledge.paths import catalog_directory
from planner.knowledge.spot import Spot

# Catalogs of this process by digest, the newest last: who plans many people reads them once.
_LOADED: dict[str, Catalog] = {}
KEPT = 4


def load_catalog(directory: Path | None = None) -> Catalog:
    """The catalog in a folder, in the language that is spoken now.

    Args:
        directory: the folder; None for the project's own.

    Raises:
        BadInput: the catalog has not this language.
        BadCatalog: with every problem of every file, each with file, line and key.
    """
    root = catalog_directory(directory)
    files = own_files(root, read_files(root), language())
    sha256 = _digest(root, files)
    catalog = _LOADED.get(sha256) or _compiled(root, files, sha256)
    _keep(catalog)
    return catalog


def _compiled(root: Path, files: Mapping[str, bytes], sha256: str) -> Catalog:
    catalog = cache.get(sha256, Catalog)
    if catalog is None:
        catalog = compile_catalog(root, files, sha256)
        cache.put(sha256, catalog)
    return catalog


def _keep(catalog: Catalog) -> None:
    _LOADED[catalog.sha256] = catalog
    while len(_LOADED) > KEPT:
        del _LOADED[next(iter(_LOADED))]


def _digest(root: Path, files: Mapping[str, bytes]) -> str:
    """Of the files, and of the translations where another language is spoken."""
    code = language()
    if code == ENGLISH:
        return digest(files)
    return digest({**files, f"{FOLDER}/{code}.po": translation_bytes(root, code)})


class Examined(NamedTuple):
    """A catalog read anew, with the place of each record.

    Attributes:
        catalog: what could be read; a record that could not is left out.
        places: (kind, id) to the place of each record; problems noted there come to `problems`.
        problems: everything that is wrong so far.
    """

    catalog: Catalog
    places: Mapping[tuple[str, str], Spot]
    problems: list[Problem]


def compile_catalog(root: Path, files: Mapping[str, bytes], sha256: str) -> Catalog:
    """Parse, type and check the files of a catalog.

    Raises:
        BadCatalog: with every problem.
    """
    examined = examine(root, files, sha256)
    if examined.problems:
        raise BadCatalog(examined.problems)
    return examined.catalog


def examine(root: Path, files: Mapping[str, bytes], sha256: str) -> Examined:
    """Parse, type and check the files of a catalog; problems are noted, not raised.

    Raises:
        BadCatalog: where so much is wrong that nothing can be put together.
    """
    # Not needed where the compiled catalog is found, which is nearly every time.
    from planner.knowledge import checks
    from planner.knowledge.assemble import Assembly

    assembly = Assembly(str(root), _spoken(root, _parse(root, files)))
    catalog = assembly.build(sha256)
    places = assembly.spots()
    checks.check(catalog, places, assembly.file_spots())
    return Examined(catalog, places, assembly.problems)


def _spoken(root: Path, documents: dict[str, Document]) -> dict[str, Document]:
    """The documents with their texts in the language that is spoken now."""
    code = language()
    if code == ENGLISH:
        return documents
    texts, words = Texts(root), translations(root, code)
    return {
        name: Document(texts.translate(document.data, words), document.file, document.lines)
        if texts.is_told(name)
        else document
        for name, document in documents.items()
    }


def _parse(root: Path, files: Mapping[str, bytes]) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name, content in files.items():
        try:
            documents[name] = parse_yaml(content, str(root / name), error=BadCatalog)
        except FileError as error:
            problems += error.problems
    if problems:
        raise BadCatalog(problems)
    return documents
