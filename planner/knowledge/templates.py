"""Loads programme templates; a template that loosens what the catalog forbids is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec.structs import replace

from planner.documents import Document, convert_rest, hint, parse_yaml
from planner.documents.load import USER_FILE_BYTES
from planner.documents.source import file_name, read_bytes
from planner.domain.language import ENGLISH
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.template import check_template
from planner.knowledge.inherit import EXTENDS, WITHOUT, Merged, faults
from planner.knowledge.languages import Texts, translations
from planner.knowledge.paths import catalog_directory, template_directory
from planner.knowledge.spot import Spot
from planner.knowledge.template import Template
from planner.told import told

_SUFFIXES = (".yaml", ".yml", ".json")
# Templates that build on each other.
_DEEPEST = 8


def template_files(directory: Path | None = None) -> dict[str, Path]:
    """Id (file stem) to file of every template in the folder."""
    return {path.stem: path for path in sorted(template_directory(directory).glob("*.yaml"))}


def template_path(ref: str, directory: Path | None = None) -> Path:
    """File of a template that is named by id or path; it need not be there."""
    return Path(ref) if ref.endswith(_SUFFIXES) else template_files(directory)[ref]


def list_templates(catalog: Catalog, directory: Path | None = None) -> tuple[Template, ...]:
    """Every template of the folder, checked, in the order of their ids.

    Raises:
        BadCatalog: with the problems of all of them.
    """
    templates: list[Template] = []
    problems: list[Problem] = []
    for path in template_files(directory).values():
        try:
            templates.append(_load(path, catalog, directory))
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
        return _load(Path(ref), catalog, directory)
    files = template_files(directory)
    if ref not in files:
        text = told("there is no template '{ref}'{hint}", ref=ref, hint=hint(ref, files))
        stop = "" if text.endswith("?") else "."
        text = told(
            "{text}{stop} An id or the path of a .yaml file is needed.", text=text, stop=stop
        )
        raise BadCatalog([Problem(named_in[0], 0, named_in[1], text)])
    return _load(files[ref], catalog, directory)


def template_document(
    path: Path, directory: Path | None = None, above: tuple[Path, ...] = ()
) -> tuple[Document, str]:
    """A template file with everything that it inherits, and the digest of all of it.

    Args:
        path: the file.
        directory: folder of the templates that `extends` may name by id.
        above: the files that build on this one.

    Raises:
        BadCatalog: it cannot be read, or it builds on itself.
    """
    content = read_bytes(path, USER_FILE_BYTES, BadCatalog)
    document = parse_yaml(content, file_name(path), error=BadCatalog)
    sha256 = hashlib.sha256(content).hexdigest()
    ref = document.data.get(EXTENDS) if isinstance(document.data, dict) else None
    if not isinstance(ref, str):
        return document, sha256
    chain = (*above, path.resolve())
    below = _base(ref, path, directory)
    if below is None:
        text = told(
            "there is no template '{ref}'{hint}", ref=ref, hint=hint(ref, template_files(directory))
        )
        raise BadCatalog([document.problem((EXTENDS,), text)])
    if below.resolve() in chain:
        circle = " > ".join(each.name for each in (*chain, below))
        text = told(
            "templates build on each other in a circle ({circle}); one of them must not",
            circle=circle,
        )
        raise BadCatalog([document.problem((EXTENDS,), text)])
    if len(chain) > _DEEPEST:
        text = told(
            "more than {most} templates build on each other; write some of them out", most=_DEEPEST
        )
        raise BadCatalog([document.problem((EXTENDS,), text)])
    base, digest = template_document(below, directory, chain)
    if not isinstance(base.data, dict):
        raise BadCatalog([base.problem((), told("this is no template: a mapping is needed"))])
    problems = list(faults(base, document))
    if problems:
        raise BadCatalog(problems)
    whole = hashlib.sha256(f"{sha256} {digest}".encode()).hexdigest()
    return Merged(base, document).document(), whole


def _base(ref: str, path: Path, directory: Path | None) -> Path | None:
    """File of the template that one extends: by id, or by a path that starts beside its file."""
    if ref.endswith(_SUFFIXES):
        return path.parent / ref
    return template_files(directory).get(ref)


def _spoken(document: Document, code: str) -> Document:
    """The template in the language of the catalog; what has no translation stays as it is."""
    if code == ENGLISH:
        return document
    root = catalog_directory(None)
    data = Texts(root).translate(document.data, translations(root, code))
    return Document(data, document.file, document.lines)


def _load(path: Path, catalog: Catalog, directory: Path | None = None) -> Template:
    written, sha256 = template_document(path, directory)
    document = _spoken(written, catalog.language)
    problems: list[Problem] = []
    template = convert_rest(document, Template, problems, error=BadCatalog)
    if template is None:
        raise BadCatalog(problems)
    spot = Spot(document, (), problems)
    text = told("the id must be the name of the file, '{name}'", name=path.stem)
    spot.at("id").need(template.id == path.stem, text)
    spot.at("sha256").need(not template.sha256, told("the digest is worked out, not written"))
    text = told("nothing is left behind by a template that extends no other; take the key out")
    spot.at(WITHOUT).need(template.extends is not None or not template.without, text)
    check_template(template, spot, catalog)
    if problems:
        raise BadCatalog(problems)
    return replace(template, sha256=sha256)
