"""Codes of other systems, in `catalog/codes`: read apart, because they decide nothing in a plan."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from planner.documents import Document, convert, hint, load_yaml
from planner.errors import BadCatalog, FileError, Problem
from planner.knowledge.base import Record
from planner.knowledge.catalog import Catalog
from planner.knowledge.model import Source
from planner.knowledge.paths import catalog_directory

FOLDER = "codes"
T = TypeVar("T")
# Words in braces are no part of a unit (UCUM, section 6).
_ANNOTATION = re.compile(r"\{[^{}]*\}")
ONE = "1"


class ByOnset(Record):
    """A condition, if it began so many weeks ago (the last one open where it is None)."""

    condition: str
    weeks: tuple[int, int | None]


class IcdCode(Record):
    """What a code of ICD-10-CM means here; exactly one of the last four fields says it.

    Attributes:
        below: the codes below this one, too.
        side: that the code names.
        may_mean: conditions of which it does not say which.
        asks: facts that say it better.
    """

    code: str
    title: str
    sources: tuple[str, ...]
    below: bool = False
    side: str | None = None
    condition: str | None = None
    may_mean: tuple[str, ...] = ()
    by_onset: tuple[ByOnset, ...] = ()
    asks: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        """The code is this one, or lies below it."""
        return code == self.code or (self.below and code.startswith(self.code))


class CodeName(Record):
    """A code; `system` is a key of `systems`, `unit` what it is measured in."""

    system: str
    code: str
    title: str
    unit: str | None = None


class Panel(CodeName, kw_only=True):
    """An observation with its sources; those of `panels` have observations as components."""

    sources: tuple[str, ...]


class Reading(Record):
    """An observation that answers a fact; see the head of its file for the fields."""

    fact: str
    codes: tuple[CodeName, ...]
    sources: tuple[str, ...]
    sites: tuple[CodeName, ...] = ()
    valid_days: int | None = None
    check: str | None = None


class AnswerValue(Record):
    """What an answer of a closed list says about a fact."""

    fact: str
    value: bool | int | str
    codes: tuple[CodeName, ...]


class AnswerList(Record):
    """An observation whose value is one of a closed list."""

    codes: tuple[CodeName, ...]
    values: tuple[AnswerValue, ...]
    sources: tuple[str, ...]
    valid_days: int | None = None


class Near(CodeName, kw_only=True):
    """An observation that comes near some facts and answers none."""

    asks: tuple[str, ...]
    sources: tuple[str, ...]


class UnitCode(Record):
    """A UCUM code of a unit of the catalog: `(value - zero) * factor`."""

    unit: str
    code: str
    sources: tuple[str, ...]
    factor: float = 1
    zero: float = 0


class _Conditions(Record):
    schema_version: int
    reviewed_on: str
    clinical_statuses: tuple[str, ...]
    verification_statuses: tuple[str, ...]
    icd10cm: tuple[IcdCode, ...]


class _Observations(Record):
    schema_version: int
    reviewed_on: str
    systems: dict[str, tuple[str, ...]]
    panels: tuple[Panel, ...]
    readings: tuple[Reading, ...]
    products: tuple[Reading, ...]
    answers: tuple[AnswerList, ...]
    asks: tuple[Near, ...]
    duration: Panel


class _Units(Record):
    schema_version: int
    reviewed_on: str
    units: tuple[UnitCode, ...]


class _Sources(Record):
    schema_version: int
    sources: tuple[Source, ...] = field(default=())


class Codes(Struct, frozen=True, eq=False):
    """All codes that are understood."""

    conditions: _Conditions
    observations: _Observations
    units: tuple[UnitCode, ...]

    def icd10cm(self, code: str) -> tuple[IcdCode, ...]:
        """Everything that a code of ICD-10-CM means."""
        return tuple(entry for entry in self.conditions.icd10cm if entry.covers(code))

    def system(self, uri: str) -> str | None:
        """The short name of a code system."""
        listed = self.observations.systems.items()
        return next((name for name, uris in listed if uri in uris), None)

    def uri(self, system: str) -> str:
        """The name of a code system in records."""
        return self.observations.systems[system][0]

    def unit(self, code: str, unit: str) -> UnitCode | None:
        """How a UCUM code is turned into a unit of the catalog; None where it cannot be."""
        plain = _ANNOTATION.sub("", code) or ONE
        return next((u for u in self.units if u.unit == unit and u.code == plain), None)


@functools.lru_cache(maxsize=2)
def load_codes(directory: Path | None, catalog: Catalog) -> Codes:
    """The codes of a catalog.

    Raises:
        BadCatalog: with every problem of the files, each with file, line and key.
    """
    folder = catalog_directory(directory) / FOLDER
    problems: list[Problem] = []
    conditions = _file(folder / "conditions.yaml", _Conditions, problems)
    observations = _file(folder / "observations.yaml", _Observations, problems)
    units = _file(folder / "units.yaml", _Units, problems)
    sources = _file(folder / "sources.yaml", _Sources, problems)
    if conditions is None or observations is None or units is None or sources is None:
        raise BadCatalog(problems)
    codes = Codes(conditions[1], observations[1], units[1].units)
    known = {*catalog.sources, *(source.id for source in sources[1].sources)}
    found = [
        *_condition_problems(codes, conditions[0], known, catalog),
        *_observation_problems(codes, observations[0], known, catalog),
        *(
            units[0].problem(("units", number), text)
            for number, unit in enumerate(codes.units)
            for text in _unknown(unit.sources, known, "source")
        ),
    ]
    if found:
        raise BadCatalog(found)
    return codes


def code_problems(root: Path, catalog: Catalog) -> tuple[Problem, ...]:
    """What is wrong with the codes of a catalog; a catalog may do without."""
    if not (root / FOLDER).is_dir():
        return ()
    try:
        load_codes(root, catalog)
    except BadCatalog as error:
        return error.problems
    return ()


def _file(path: Path, kind: type[T], problems: list[Problem]) -> tuple[Document, T] | None:
    try:
        document = load_yaml(path, error=BadCatalog)
        return document, convert(document, kind, error=BadCatalog)
    except FileError as error:
        problems += error.problems
        return None


def _unknown(words: Iterable[str | None], valid: Collection[str], what: str) -> Iterator[str]:
    for word in words:
        if word is not None and word not in valid:
            yield f"unknown {what} '{word}'{hint(word, valid)}"


def _condition_problems(
    codes: Codes, document: Document, sources: Collection[str], catalog: Catalog
) -> Iterator[Problem]:
    for number, entry in enumerate(codes.conditions.icd10cm):
        named = (entry.condition, *entry.may_mean, *(each.condition for each in entry.by_onset))
        texts = [
            *_unknown(named, catalog.conditions, "condition"),
            *_unknown(entry.asks, catalog.facts, "fact"),
            *_unknown(entry.sources, sources, "source"),
            *_unknown((entry.side,), ("left", "right", "both"), "side"),
        ]
        if sum(map(bool, (entry.condition, entry.may_mean, entry.by_onset, entry.asks))) != 1:
            texts.append("say one of: condition, may_mean, by_onset, asks")
        yield from (document.problem(("icd10cm", number), text) for text in texts)


def _observation_problems(
    codes: Codes, document: Document, sources: Collection[str], catalog: Catalog
) -> Iterator[Problem]:
    held = codes.observations
    for key, number, entry in _entries(held):
        facts = [getattr(entry, "fact", None), *getattr(entry, "asks", ())]
        names = [*getattr(entry, "codes", ()), *getattr(entry, "sites", ())]
        for value in getattr(entry, "values", ()):
            facts.append(value.fact)
            names += value.codes
        systems = [name.system for name in names] or [getattr(entry, "system", None)]
        texts = [
            *_unknown(facts, catalog.facts, "fact"),
            *_unknown(systems, held.systems, "code system"),
            *_unknown(entry.sources, sources, "source"),
        ]
        yield from (document.problem((key, number), text) for text in texts)


def _entries(
    held: _Observations,
) -> Iterator[tuple[str, int, Panel | Reading | AnswerList | Near]]:
    for key in ("panels", "readings", "products", "answers", "asks"):
        for number, entry in enumerate(getattr(held, key)):
            yield key, number, entry
