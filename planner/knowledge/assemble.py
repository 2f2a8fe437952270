"""Parsed catalog files to one `Catalog`; collects what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from planner.documents import Document, KeyPath, convert, hint
from planner.domain.language import language
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge import layout
from planner.knowledge.catalog import Catalog
from planner.knowledge.dosing import Dosing, LevelAssignment
from planner.knowledge.drafts import unfinished
from planner.knowledge.model import Activity, Term
from planner.knowledge.ramps import Ramps
from planner.knowledge.spot import Spot

T = TypeVar("T")


class Assembly:
    """Turns documents into typed records.

    Attributes:
        problems: what is wrong so far.
        places: (kind, id) to the file (relative) and path of each record that could be read.
        broken: ids of records that could not be read.
    """

    def __init__(self, root: str, documents: Mapping[str, Document]) -> None:
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], tuple[str, KeyPath]] = {}
        self.broken: set[str] = set()
        self._root = root
        self._documents = documents

    def build(self, sha256: str) -> Catalog:
        """The catalog, if every file that must be there is there and has the right keys.

        A record that cannot be read is left out, and noted in `problems` and `broken`.

        Raises:
            BadCatalog: where nothing can be put together.
        """
        self._check_files()
        self._raise_if_any()
        parts = self._parts()
        self._raise_if_any()
        vocabulary: dict[str, Any] = {name: self._list(name) for name in layout.LISTS}
        records: dict[str, Any] = {
            section.name: self._records(section) for section in layout.SECTIONS
        }
        dosing = Dosing(rows=records.pop("rows"), level_assignment=parts.pop("level_assignment"))
        own: dict[str, Any] = {name: vocabulary.pop(name) for name in layout.OWN_TERMS}
        where = {
            f"{kind}.{word}": f"{file}:{self._documents[file].line(path)}"
            for (kind, word), (file, path) in self.places.items()
        }
        return Catalog(
            **records, **own, **parts, vocabulary=vocabulary, dosing=dosing, where=where,
            sha256=sha256, language=language(),
        )  # fmt: skip

    def spots(self) -> dict[tuple[str, str], Spot]:
        """Place of each record, for the checks."""
        return {
            key: Spot(self._documents[file], path, self.problems, frozenset(self.broken))
            for key, (file, path) in self.places.items()
        }

    def file_spots(self) -> dict[str, Spot]:
        """Place of each file, for the checks."""
        broken = frozenset(self.broken)
        return {
            file: Spot(document, (), self.problems, broken)
            for file, document in self._documents.items()
        }

    def _raise_if_any(self) -> None:
        if self.problems:
            raise BadCatalog(self.problems)

    def _check_files(self) -> None:
        for file in layout.REQUIRED_FILES:
            if file not in self._documents:
                name = f"{self._root}/{file}"
                self.problems.append(Problem(name, 0, "", "this file of the catalog is missing"))
        for section in layout.SECTIONS:
            if not any(section.holds(file) for file in self._documents):
                name = f"{self._root}/{section.place}"
                self.problems.append(Problem(name, 0, "", f"no {section.key} here"))
        for file, document in self._documents.items():
            if not file.startswith(layout.TEXTS):
                self._check_keys(file, document)

    def _check_keys(self, file: str, document: Document) -> None:
        if not isinstance(document.data, dict):
            self.problems.append(document.problem((), "the file needs keys, such as 'rules:'"))
            return
        known = self._known_keys(file)
        if known is None:
            text = "this file has no place in a catalog; see the layout in its README"
            self.problems.append(document.problem((), text))
            return
        for key, value in document.data.items():
            if known and key not in known:
                text = f"unknown key '{key}'{hint(key, sorted(known))}"
                self.problems.append(document.problem((key,), text))
            listed = any(key == section.key and section.holds(file) for section in layout.SECTIONS)
            if listed and not isinstance(value, list):
                self.problems.append(document.problem((key,), "a list is needed here"))

    @staticmethod
    def _known_keys(file: str) -> set[str] | None:
        """Keys that the file may hold; empty = its type says so; None = unknown file."""
        if file in layout.REQUIRED_FILES[: len(layout.LISTS)]:
            return {file.removeprefix("vocabulary/").removesuffix(".yaml"), layout.VERSION_KEY}
        if file in (*layout.WHOLE_FILES, *layout.PLAIN_FILES, *layout.RAMP_FILES):
            return set()
        sections = [section for section in layout.SECTIONS if section.holds(file)]
        if not sections:
            return None
        further = layout.FURTHER_KEYS.get(sections[0].place, ())
        return {layout.VERSION_KEY, *further, *(section.key for section in sections)}

    def _parts(self) -> dict[str, Any]:
        """Everything that is no list of records."""
        groups = self._documents["screening_groups.yaml"]
        parts: dict[str, Any] = {
            file.removesuffix(".yaml"): self._convert(self._documents[file], (), kind)
            for file, kind in layout.WHOLE_FILES.items()
        }
        for key in ("single_questions", "optional_questions"):
            parts[key] = self._convert(groups, (key,), tuple[str, ...])
        parts["ramps"] = self._ramps()
        parts["level_assignment"] = self._convert(
            self._documents["doses/level_assignment.yaml"], ("level_assignment",), LevelAssignment
        )
        parts["scales"] = {
            **self._plain(layout.PLAIN_FILES[0]),
            **self._plain(layout.PLAIN_FILES[1]),
        }
        parts["stretch_tests"] = self._plain("stretch_tests.yaml")
        parts["energy"] = self._plain("energy_model.yaml")
        parts["texts"] = {
            file.removeprefix("messages/").removesuffix(".yaml"): document.data
            for file, document in self._documents.items()
            if file.startswith(layout.TEXTS)
        }
        return parts

    def _ramps(self) -> Ramps | None:
        merged: dict[str, Any] = {}
        lines: dict[KeyPath, int] = {}
        for file in layout.RAMP_FILES:
            merged |= self._plain(file)
            lines |= self._documents[file].lines
        return self._convert(Document(merged, f"{self._root}/ramps", lines), (), Ramps)

    def _plain(self, file: str) -> dict[str, Any]:
        data = self._documents[file].data
        return {key: value for key, value in data.items() if key != layout.VERSION_KEY}

    def _list(self, name: str) -> dict[str, Any]:
        kind = layout.OWN_TERMS.get(name, Term)
        return self._take(layout.vocabulary_file(name), name, name, kind, {})

    def _records(self, section: layout.Section) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for file in self._documents:
            if section.holds(file):
                self._take(file, section.key, section.name, section.kind, found)
        return found

    def _take(
        self, file: str, key: str, name: str, kind: type[Any], found: dict[str, Any]
    ) -> dict[str, Any]:
        document = self._documents[file]
        for index, raw in enumerate(document.data.get(key, ())):
            draft = unfinished(raw) if kind is Activity and isinstance(raw, dict) else None
            if draft is not None:
                self.problems.append(document.problem((key, index), draft))
            record = self._convert(document, (key, index), kind) if draft is None else None
            if record is None:
                if isinstance(raw, dict):
                    self.broken.add(str(raw.get("id")))
            elif record.id in found:
                first = self.places[name, record.id]
                line = self._documents[first[0]].line(first[1])
                text = f"the id '{record.id}' is taken already ({first[0]}:{line})"
                self.problems.append(document.problem((key, index, "id"), text))
            else:
                found[record.id] = record
                self.places[name, record.id] = (file, (key, index))
        return found

    def _convert(self, document: Document, path: KeyPath, kind: type[T]) -> T | None:
        try:
            return convert(document, kind, path, error=BadCatalog)
        except KeyError:
            text = f"the key '{path[-1]}' is missing"
            self.problems.append(document.problem(path[:-1], text))
        except FileError as error:
            self.problems += error.problems
        return None
