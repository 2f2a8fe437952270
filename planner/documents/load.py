"""YAML 1.2 (and so JSON) to a `Document`: one pass over the events of the C parser."""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml._yaml import CParser

from planner.documents.builder import Builder
from planner.documents.document import Document
from planner.documents.source import file_name, read_bytes
from planner.errors import BadInput, FileError, Problem
from planner.told import told

USER_FILE_BYTES = 1024 * 1024
DEPTH = 40


def load_yaml(
    path: Path | str,
    *,
    max_bytes: int = USER_FILE_BYTES,
    max_depth: int = DEPTH,
    error: type[FileError] = BadInput,
) -> Document:
    """Read and parse a file; `-` is standard input.

    Args:
        path: a regular file in UTF-8, YAML 1.2 or JSON.
        max_bytes: a larger file is refused.
        max_depth: deeper nesting is refused.
        error: class of the error that is raised.

    Raises:
        FileError: of class `error`, with every problem found.
    """
    data = read_bytes(path, max_bytes, error)
    return parse_yaml(data, file_name(path), max_depth=max_depth, error=error)


def parse_yaml(
    data: bytes, file: str, *, max_depth: int = DEPTH, error: type[FileError] = BadInput
) -> Document:
    """Parse bytes; refuses duplicate keys, anchors, aliases, merge keys, tags, extra documents.

    Raises:
        FileError: of class `error`, with every problem found.
    """
    text = _decode(data, file, error)
    builder = Builder(file, max_depth)
    try:
        _feed(CParser(text), builder)
    except yaml.YAMLError as reason:
        builder.problems.append(_syntax(file, reason))
    if builder.problems:
        raise error(builder.problems)
    return Document(builder.root, file, builder.lines)


def _feed(parser: CParser, builder: Builder) -> None:
    event = parser.get_event()
    while event is not None and builder.open:
        builder.take(event)
        event = parser.get_event()


def _decode(data: bytes, file: str, error: type[FileError]) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        raise error(
            [Problem(file, line, "", told("the file is not UTF-8 text; save it as UTF-8"))]
        ) from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise error(
            [Problem(file, line, "", told("the file holds a NUL byte; it is no text file"))]
        )
    return text


def _syntax(file: str, reason: yaml.YAMLError) -> Problem:
    mark = getattr(reason, "problem_mark", None)
    problem = (
        getattr(reason, "problem", None) or getattr(reason, "reason", None) or told("bad syntax")
    )
    return Problem(
        file,
        mark.line + 1 if mark else 0,
        "",
        told("no valid YAML or JSON: {problem}", problem=problem),
    )
