"""Plain data to frozen structs; where that fails, every problem with file, line and key."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

import msgspec

from planner.documents.document import Document, KeyPath
from planner.documents.shape import misfits
from planner.errors import BadInput, FileError, Problem

T = TypeVar("T")


def convert(
    document: Document, into: type[T], path: KeyPath = (), *, error: type[FileError] = BadInput
) -> T:
    """The part of a document at `path` as a typed value.

    Args:
        document: a parsed file.
        into: a msgspec Struct or any type that msgspec knows.
        path: where the part stands in the document.
        error: class of the error that is raised.

    Raises:
        FileError: of class `error`, with every unknown key, missing key, wrong type or unknown
            word, and the nearest valid one.
    """
    part = document.at(path)
    try:
        return msgspec.convert(part, into)
    except msgspec.ValidationError as reason:
        found = misfits(part, into)
        texts = [((*path, *below), text) for below, text in found] or [(path, str(reason))]
        raise error(document.problem(where, text) for where, text in texts) from None


def convert_rest(
    document: Document, into: type[T], problems: list[Problem], *, error: type[FileError] = BadInput
) -> T | None:
    """As `convert`, but goes on without the keys that do not fit, so that the rest can be checked.

    Args:
        document: a parsed file.
        into: a msgspec Struct.
        problems: what does not fit is added here.
        error: class of the error that `convert` raises.

    Returns:
        The value, or None where it cannot be made without what does not fit.
    """
    try:
        return convert(document, into, error=error)
    except FileError as found:
        problems += found.problems
    data = copy.deepcopy(document.data)
    for path, _ in misfits(data, into):
        _drop(data, path)
    try:
        return msgspec.convert(data, into)
    except msgspec.ValidationError:
        return None


def _drop(data: Any, path: KeyPath) -> None:  # noqa: ANN401
    """Take a key out of its mapping; entries of lists stay, so that paths keep their lines."""
    for step in path[:-1]:
        if isinstance(data, dict) and step not in data:
            return  # what holds it is out already
        data = data[step]
    if path and isinstance(data, dict):
        data.pop(path[-1], None)
