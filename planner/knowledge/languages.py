"""Languages other than the catalog's own: `catalog/languages/<code>.po`, applied text by text.

A text that has no translation stays as it is; a test sees to it that the shipped languages have
none. What is translated is said in `catalog/languages/texts.yaml`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from planner.documents import parse_yaml
from planner.documents.source import read_bytes
from planner.domain.language import ENGLISH
from planner.errors import BadCatalog, BadInput, Problem
from planner.knowledge import cache
from planner.knowledge.files import FILE_BYTES
from planner.knowledge.paths import catalog_directory
from planner.told import told

FOLDER = "languages"
MESSAGES = "messages/"
# Sentences of one language; other files beside them are for every language.
_OF_A_LANGUAGE = re.compile(rf"{MESSAGES}[a-z]{{2}}\.yaml")
TEXTS = f"{FOLDER}/texts.yaml"
# What every language words for itself; the file of the language stands in its place.
OWN = {"forbidden_words.yaml": FOLDER + "/{code}.forbidden_words.yaml"}
_ID_SIGN: Final = "_"


def languages(root: Path) -> tuple[str, ...]:
    """Codes of the languages that a catalog can be read in; English first."""
    return (ENGLISH, *sorted(path.stem for path in (root / FOLDER).glob("*.po")))


def known_language(code: str, directory: Path | None = None, named_in: str = "--language") -> str:
    """The code, if the catalog has this language.

    Raises:
        BadInput: it has not.
    """
    there = languages(catalog_directory(directory))
    if code not in there:
        text = told(
            "there is no language '{code}' in this catalog; use one of: {codes}",
            code=code,
            codes=", ".join(there),
        )
        raise BadInput([Problem(named_in, 0, "language", text)])
    return code


def own_files(root: Path, files: Mapping[str, bytes], code: str) -> dict[str, bytes]:
    """The files of a catalog as far as they matter in one language, its own among them.

    Raises:
        BadInput: the catalog has not this language.
        BadCatalog: a file of it cannot be read.
    """
    known_language(code, root)
    own = f"{MESSAGES}{code}.yaml"
    kept = {
        name: content
        for name, content in files.items()
        if name == own or not _OF_A_LANGUAGE.fullmatch(name)
    }
    if code == ENGLISH:
        return kept
    for name, place in OWN.items():
        kept[name] = read_bytes(root / place.format(code=code), FILE_BYTES, BadCatalog)
    return kept


def translation_bytes(root: Path, code: str) -> bytes:
    """The translations of a language as they stand in their file."""
    return read_bytes(root / FOLDER / f"{code}.po", FILE_BYTES, BadCatalog)


def translations(root: Path, code: str) -> dict[str, str]:
    """English text to its translation; compiled, because reading PO takes time.

    Raises:
        BadCatalog: the file cannot be read.
    """
    if code == ENGLISH:
        return {}
    content = translation_bytes(root, code)
    sha256 = hashlib.sha256(content).hexdigest()
    found = cache.get(sha256, dict[str, str])
    if found is None:
        found = read_po(content, str(root / FOLDER / f"{code}.po"))
        cache.put(sha256, found)
    return found


def read_po(content: bytes, file: str) -> dict[str, str]:
    """The entries of a PO file that are translated and not marked as doubtful.

    Raises:
        BadCatalog: it is no PO file.
    """
    # Babel is needed for languages other than English only.
    from babel.messages.pofile import PoFileError
    from babel.messages.pofile import read_po as parse

    try:
        entries = parse(BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise BadCatalog(
            [Problem(file, 0, "", told("no valid PO file: {error}", error=error))]
        ) from None
    return {
        str(entry.id): str(entry.string)
        for entry in entries
        if entry.id and entry.string and not entry.fuzzy
    }


class Texts:
    """Which texts of a document people read."""

    def __init__(self, root: Path) -> None:
        data = parse_yaml(read_bytes(root / TEXTS, FILE_BYTES, BadCatalog), TEXTS).data
        self._sentences = frozenset(data["sentences"])
        self._words = frozenset(data["single_words"])
        self._whole = frozenset(data["whole"])
        self._alone = frozenset(data["alone"])
        self._untold = tuple(data["untold"])

    def is_told(self, file: str) -> bool:
        """People read texts of this file (relative to the catalog)."""
        return not file.startswith(self._untold)

    def of(self, data: Any) -> Iterator[str]:  # noqa: ANN401 - plain data of any shape
        """Every text of parsed YAML that people read."""
        found: list[str] = []
        self._walk(data, "", False, _Collect(found))
        yield from found

    def translate(self, data: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401
        """The same data with every text in its translation."""
        return self._walk(data, "", False, words)

    def _walk(self, value: Any, key: str, whole: bool, words: Mapping[str, str]) -> Any:  # noqa: ANN401
        if isinstance(value, dict):
            told = whole or (len(value) == 1 and self._alone.issuperset(value))
            return {
                inner: self._walk(below, str(inner), told or inner in self._whole, words)
                for inner, below in value.items()
            }
        if isinstance(value, list):
            return [self._walk(below, key, whole, words) for below in value]
        if isinstance(value, str) and (whole or self._is_text(key, value)):
            return words.get(value, value)
        return value

    def _is_text(self, key: str, value: str) -> bool:
        if key not in self._sentences or not any(map(str.isalpha, value)):
            return False
        return " " in value or (key in self._words and _ID_SIGN not in value)


class _Collect(dict[str, str]):
    """Looks like translations, and notes what is looked up."""

    def __init__(self, found: list[str]) -> None:
        self._found = found

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401
        self._found.append(key)
        return default
