"""Activities taken from elsewhere: refused until a clinician has filled and reviewed them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from planner.documents import convert, load_yaml
from planner.errors import BadCatalog, Problem
from planner.knowledge.activity import Activity
from planner.knowledge.base import Record
from planner.knowledge.catalog import Catalog
from planner.knowledge.codes import FOLDER
from planner.knowledge.paths import catalog_directory
from planner.told import told

DRAFT = "draft"
REVIEW = ("reviewed_by", "reviewed_on")
# Null is an answer here: there is no value in the Compendium.
_MAY_BE_NULL = frozenset({"met"})
# Rules look at these: an empty list would let every rule miss the item.
_NOT_EMPTY = frozenset({"positions", "movements", "stop_if", "instructions", "dose"})
FILE = "exercise_data.yaml"


def required() -> tuple[str, ...]:
    """What a draft must hold before it can be scheduled."""
    fields = msgspec.structs.fields(Activity)
    return (*(field.encode_name for field in fields if field.required), "muscles")


def unfinished(raw: Mapping[str, Any]) -> str | None:
    """Why a draft cannot be scheduled yet; None where nothing is missing, or it is no draft."""
    if DRAFT not in raw:
        return None
    missing = [name for name in required() if _is_missing(raw, name)]
    about = raw[DRAFT] if isinstance(raw[DRAFT], dict) else {}
    unsigned = [f"{DRAFT}.{name}" for name in REVIEW if not about.get(name)]
    if not missing and not unsigned:
        return None
    what = ", ".join((*missing, *unsigned))
    return told(
        "'{id}' is a draft and cannot be scheduled; fill in and review: {what}",
        id=raw.get("id"),
        what=what,
    )


def _is_missing(raw: Mapping[str, Any], name: str) -> bool:
    if name not in raw:
        return True
    if raw[name] is None:
        return name not in _MAY_BE_NULL
    return name in _NOT_EMPTY and not raw[name]


class DataWords(Record):
    """Words of one collection of exercise data, and what they are in the catalog.

    Attributes:
        licence: of its records.
        muscles, equipment: a word to ids of the vocabulary; none = nothing here is the same.
    """

    id: str
    licence: str
    muscles: dict[str, tuple[str, ...]]
    equipment: dict[str, tuple[str, ...]]


class ExerciseData(Record):
    """All collections that can be read; `without` are words that say: no equipment."""

    schema_version: int
    reviewed_on: str
    data: tuple[DataWords, ...]
    without: tuple[str, ...]


def load_exercise_data(directory: Path | None, catalog: Catalog) -> ExerciseData:
    """The words of exercise data.

    Raises:
        BadCatalog: with every problem of the file.
    """
    document = load_yaml(catalog_directory(directory) / FOLDER / FILE, error=BadCatalog)
    found = convert(document, ExerciseData, error=BadCatalog)
    problems: list[Problem] = []
    for number, words in enumerate(found.data):
        for key in ("muscles", "equipment"):
            for word, ids in getattr(words, key).items():
                for name in ids:
                    if name not in catalog.vocabulary[key]:
                        path = ("data", number, key, word)
                        problems.append(
                            document.problem(
                                path, told("'{name}' is not in {key}", name=name, key=key)
                            )
                        )
    if problems:
        raise BadCatalog(problems)
    return found


def data_problems(root: Path, catalog: Catalog) -> tuple[Problem, ...]:
    """What is wrong with the words of exercise data; a catalog may do without."""
    if not (root / FOLDER / FILE).is_file():
        return ()
    try:
        load_exercise_data(root, catalog)
    except BadCatalog as error:
        return error.problems
    return ()
