"""Loads programme templates; a template that loosens what the catalog forbids is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from planner.documents import Document, convert, hint, parse_yaml
from planner.documents.load import USER_FILE_BYTES
from planner.documents.source import file_name, read_bytes
from planner.domain.language import ENGLISH
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.template import check_template
from planner.knowledge.languages import Texts, translations
from planner.knowledge.paths import catalog_directory, template_directory
from planner.knowledge.spot import Spot
from planner.knowledge.template import Template

_SUFFIXES = (".yaml", ".yml", ".json")


def template_files(directory: Path | None = None) -> dict[str, Path]:
    """Id (file stem) to file of every template in the folder."""
    return {path.stem: path for path in sorted(template_directory(directory).glob("*.yaml"))}


def list_templates(catalog: Catalog, directory: Path | None = None) -> tuple[Template, ...]:
    """Every template of the folder, checked, in the order of their ids.

    Raises:
        BadCatalog: with the problems of all of them.
    """
    templates: list[Template] = []
    problems: list[Problem] = []
    for path in template_files(directory).values():
        try:
            templates.append(_load(path, catalog))
        except FileError as error:
            problems += error.problems
    if problems:
        raise BadCatalog(problems)
    return tuple(templates)


def load_template(
    ref: str,
    catalog: Catalog,
    directory: Path | None = None,
    named_in: tuple[str, str] = ("template", ""),
) -> Template:
    """A template by its id, or by the path of its file.

    Args:
        ref: id or path.
        catalog: what the template refers to.
        directory: folder of the templates; None for the project's own.
        named_in: file and key in which `ref` stands, for the message if there is none.

    Raises:
        BadCatalog: there is none, or with every problem of the file.
    """
    if ref.endswith(_SUFFIXES):
        return _load(Path(ref), catalog)
    files = template_files(directory)
    if ref not in files:
        text = f"there is no template '{ref}'{hint(ref, files)}"
        stop = "" if text.endswith("?") else "."
        text = f"{text}{stop} An id or the path of a .yaml file is needed."
        raise BadCatalog([Problem(named_in[0], 0, named_in[1], text)])
    return _load(files[ref], catalog)


def _spoken(document: Document, code: str) -> Document:
    """The template in the language of the catalog; what has no translation stays as it is."""
    if code == ENGLISH:
        return document
    root = catalog_directory(None)
    data = Texts(root).translate(document.data, translations(root, code))
    return Document(data, document.file, document.lines)


def _load(path: Path, catalog: Catalog) -> Template:
    content = read_bytes(path, USER_FILE_BYTES, BadCatalog)
    document = parse_yaml(content, file_name(path), error=BadCatalog)
    template = convert(_spoken(document, catalog.language), Template, error=BadCatalog)
    problems: list[Problem] = []
    spot = Spot(document, (), problems)
    text = f"the id must be the name of the file, '{path.stem}'"
    spot.at("id").need(template.id == path.stem, text)
    spot.at("sha256").need(not template.sha256, "the digest is worked out, not written")
    check_template(template, spot, catalog)
    if problems:
        raise BadCatalog(problems)
    return replace(template, sha256=hashlib.sha256(content).hexdigest())
