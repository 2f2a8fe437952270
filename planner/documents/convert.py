"""Plain data to frozen structs; where that fails, every problem with file, line and key."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from planner.documents.document import Document, KeyPath
from planner.documents.shape import misfits
from planner.errors import BadInput, FileError

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
