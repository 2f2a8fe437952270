"""Collects everything that is wrong in one document, each with its line."""

from __future__ import annotations

from collections.abc import Callable

from planner.documents import KeyPath, dotted
from planner.errors import BadInput, Problem


class Report:
    """Problems of one file, in the order found; raised together at the end.

    Args:
        file: the file as the user named it.
        line_of: 1-based line of a path in the document.
    """

    def __init__(self, file: str, line_of: Callable[[KeyPath], int]) -> None:
        self.file = file
        self._line_of = line_of
        self._problems: list[Problem] = []

    def __len__(self) -> int:
        return len(self._problems)

    def add(self, path: KeyPath, text: str) -> None:
        """Note one problem at a path."""
        problem = Problem(self.file, self._line_of(path), dotted(path), text)
        if problem not in self._problems:
            self._problems.append(problem)

    def raise_if_any(self) -> None:
        """Raise BadInput with every problem noted so far."""
        if self._problems:
            raise BadInput(self._problems)
