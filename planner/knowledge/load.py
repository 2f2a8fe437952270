"""Loads the catalog from its folder: strict, all faults at once, compiled cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from planner.documents import Document, KeyPath, convert, load_yaml
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge import cache, crossrefs
from planner.knowledge.catalog import Catalog
from planner.knowledge.decision_policy import DecisionPolicy
from planner.knowledge.derivation import Derivations
from planner.knowledge.digest import digest
from planner.knowledge.model import (
    Activity,
    AgeBand,
    Condition,
    Criterion,
    Fact,
    Family,
    IntensityClass,
    Rule,
    ScreeningGroup,
    Source,
    Term,
)
from planner.knowledge.other_models import (
    Bundle,
    DoseRow,
    Dosing,
    EquipmentPolicy,
    GoalTerm,
    LevelAssignment,
    PlanBias,
    Ramps,
    Timing,
)
from planner.knowledge.paths import catalog_directory
from planner.knowledge.planning import Planning

T = TypeVar("T")
FILE_BYTES = 2_000_000
# Folder or file of each kind of record, the key of the list in it, and its type.
RECORDS: tuple[tuple[str, str, str, Any], ...] = (
    ("sources", "sources", "sources", Source),
    ("criteria.yaml", "criteria", "criteria", Criterion),
    ("policies.yaml", "policies", "policies", Term),
    ("facts", "facts", "facts", Fact),
    ("conditions", "conditions", "conditions", Condition),
    ("conditions", "plan_biases", "plan_biases", PlanBias),
    ("rules", "rules", "rules", Rule),
    ("activities", "activities", "activities", Activity),
    ("ladders", "families", "families", Family),
    ("doses", "rows", "rows", DoseRow),
    ("screening_groups.yaml", "groups", "screening_groups", ScreeningGroup),
    ("screening_groups.yaml", "bundles", "screening_bundles", Bundle),
    ("goals.yaml", "goals", "goals", GoalTerm),
)
OWN_TERMS: dict[str, Any] = {"intensity_classes": IntensityClass, "age_bands": AgeBand}
PLAIN = {"schema_version", "component"}


def load_catalog(directory: Path | None = None) -> Catalog:
    """The catalog in the folder (default: the project's own).

    Raises:
        BadCatalog: every fault of every file, with file and line.
    """
    root = catalog_directory(directory)
    sha256 = digest(root)
    found = cache.get(sha256, Catalog)
    if found is None:
        found = _Loader(root).load(sha256)
        cache.put(sha256, found)
    return found


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.where: dict[str, str] = {}
        self.documents: dict[str, Document] = {}
        self.used: set[tuple[str, str]] = set()

    def load(self, sha256: str) -> Catalog:
        self._read()
        kinds: dict[str, dict[str, Any]] = {
            name: self._records(place, key, name, kind) for place, key, name, kind in RECORDS
        }
        vocabulary = self._vocabulary()
        rows = kinds.pop("rows")
        parts: dict[str, Any] = {
            "dosing": Dosing(
                rows=rows,
                level_assignment=self._part(
                    "doses/level_assignment.yaml", ("level_assignment",), LevelAssignment
                ),
            )
            if not self.problems
            else None,
            "ramps": self._ramps(),
            "timing": self._part("timing.yaml", (), Timing),
            "planning": self._part("planning.yaml", (), Planning),
            "derivations": self._part("derivations.yaml", (), Derivations),
            "decision_policy": self._part("decision_policy.yaml", (), DecisionPolicy),
            "equipment_policy": self._part("equipment_policy.yaml", (), EquipmentPolicy),
            "scales": {**self._data("scales/measures.yaml"), **self._data("scales/calendar.yaml")},
            "stretch_tests": self._data("stretch_tests.yaml"),
            "energy": self._data("energy_model.yaml"),
            "texts": self._texts(),
        }
        groups = self._data("screening_groups.yaml")
        if self.problems:
            raise BadCatalog(self.problems)
        catalog = Catalog(
            vocabulary={n: t for n, t in vocabulary.items() if n not in OWN_TERMS},
            intensity_classes=vocabulary["intensity_classes"],
            age_bands=vocabulary["age_bands"],
            single_questions=tuple(groups["single_questions"]),
            optional_questions=tuple(groups["optional_questions"]),
            where=self.where,
            sha256=sha256,
            **kinds,
            **parts,
        )
        wrong = crossrefs.check(catalog, self.documents)
        if wrong:
            raise BadCatalog(wrong)
        return catalog

    def _read(self) -> None:
        for path in sorted(self.root.rglob("*.yaml")):
            name = path.relative_to(self.root).as_posix()
            try:
                self.documents[name] = load_yaml(path, max_bytes=FILE_BYTES, error=BadCatalog)
            except FileError as wrong:
                self.problems += wrong.problems
        if not self.documents:
            text = "no catalog here; name the folder with --catalog"
            self.problems.append(Problem(str(self.root), 0, "", text))
        if self.problems:
            raise BadCatalog(self.problems)

    def _records(self, place: str, key: str, name: str, kind: type[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for file, document in self.documents.items():
            if file != place and not file.startswith(f"{place}/"):
                continue
            self._known_keys(place, document)
            for index in range(len(document.data.get(key) or ())):
                record = self._convert(document, (key, index), kind)
                if record is not None:
                    self._add(found, record, name, document, (key, index))
        return found

    def _add(
        self, found: dict[str, Any], record: Any, name: str, document: Document, path: Any
    ) -> None:
        here = f"{document.file}:{document.line(path)}"
        if record.id in found:
            first = self.where[f"{name}.{record.id}"]
            text = f"id {record.id} stands in {first} already; every id is used once"
            self.problems.append(document.problem((*path, "id"), text))
            return
        found[record.id] = record
        self.where[f"{name}.{record.id}"] = here

    def _known_keys(self, place: str, document: Document) -> None:
        known = {key for folder, key, _, _ in RECORDS if folder == place} | PLAIN
        known |= {"notes", "single_questions", "optional_questions", "how_to_use"}
        known |= {"verified_values", "level_assignment", "how_to_read"}
        known |= {"walking_week1_default", "home_program_limits"}
        for key in document.data:
            if key not in known:
                self.problems.append(document.problem((key,), f"unknown key {key} in this file"))

    def _vocabulary(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for file, document in self.documents.items():
            if not file.startswith("vocabulary/"):
                continue
            for key in document.data:
                if key == "schema_version":
                    continue
                terms: dict[str, Any] = {}
                for index in range(len(document.data[key])):
                    kind = OWN_TERMS.get(key, Term)
                    term = self._convert(document, (key, index), kind)
                    if term is not None:
                        self._add(terms, term, key, document, (key, index))
                found[key] = terms
        return found

    def _ramps(self) -> Any:
        merged: dict[str, Any] = {}
        for file, document in self.documents.items():
            if file.startswith("ramps/"):
                merged |= {k: v for k, v in document.data.items() if k != "schema_version"}
        whole = Document(merged, str(self.root / "ramps"), {})
        return self._convert(whole, (), Ramps)

    def _part(self, file: str, path: tuple[str, ...], kind: type[T]) -> T | None:
        document = self.documents.get(file)
        if document is None:
            self.problems.append(Problem(str(self.root / file), 0, "", "this file is missing"))
            return None
        return self._convert(document, path, kind)

    def _convert(self, document: Document, path: KeyPath, kind: type[T]) -> T | None:
        try:
            return convert(document, kind, path, error=BadCatalog)
        except FileError as wrong:
            self.problems += wrong.problems
            return None

    def _data(self, file: str) -> dict[str, Any]:
        document = self.documents.get(file)
        if document is None:
            self.problems.append(Problem(str(self.root / file), 0, "", "this file is missing"))
            return {}
        data = msgspec.to_builtins(document.data)
        return {key: value for key, value in data.items() if key != "schema_version"}

    def _texts(self) -> dict[str, Any]:
        return {
            file.removeprefix("messages/").removesuffix(".yaml"): document.data
            for file, document in self.documents.items()
            if file.startswith("messages/") or file == "forbidden_words.yaml"
        }
