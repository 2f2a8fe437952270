"""A parsed document: plain data, and the line on which every key and list item stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.errors import Problem

KeyPath = tuple[str | int, ...]


def nearest_line(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """Line of the path, or of its nearest ancestor that has one; 0 for an empty document."""
    for length in range(len(path), -1, -1):
        line = lines.get(path[:length])
        if line is not None:
            return line
    return 0


def dotted(path: KeyPath) -> str:
    """The path as a person writes it: `conditions[0].stage`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


@dataclass(frozen=True)
class Document:
    """One file after parsing.

    Attributes:
        data: dict, list, str, int, float, bool or None, as the YAML 1.2 core schema reads it.
        file: the file as the user named it.
        lines: 1-based line of each path of keys and list indexes.
        files: the file of each path, where the document was put together from several.
    """

    data: Any
    file: str
    lines: Mapping[KeyPath, int] = field(repr=False)
    files: Mapping[KeyPath, str] = field(repr=False, default_factory=dict)

    def line(self, path: KeyPath = ()) -> int:
        """Line of a path, or of its nearest ancestor."""
        return nearest_line(self.lines, path)

    def file_of(self, path: KeyPath) -> str:
        """File of a path, or of its nearest ancestor that has a line."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.files:
                return self.files[path[:length]]
        return self.file

    def problem(self, path: KeyPath, text: str) -> Problem:
        """A problem at a path, with its file, line and key."""
        return Problem(self.file_of(path), self.line(path), dotted(path), text)

    def at(self, path: KeyPath) -> object:
        """The value at a path. Raises KeyError or IndexError where there is none."""
        value: Any = self.data
        for step in path:
            value = value[step]
        found: object = value
        return found
