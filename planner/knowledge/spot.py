"""A place in a catalog file, and the problems that are found there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from planner.documents import Document, KeyPath, hint
from planner.errors import Problem
from planner.told import told


@dataclass(frozen=True)
class Spot:
    """A key path of a document; what is wrong there is added to a list shared by all spots.

    Attributes:
        document: the file.
        path: where in it.
        problems: collects what is wrong.
        broken: ids of records that could not be read; to name them is no further problem.
    """

    document: Document
    path: KeyPath
    problems: list[Problem] = field(repr=False)
    broken: frozenset[str] = frozenset()

    def at(self, *steps: str | int) -> Spot:
        """A place below this one."""
        return Spot(self.document, (*self.path, *steps), self.problems, self.broken)

    def each(self, key: str, values: Sequence[object]) -> Iterator[Spot]:
        """The places of the entries of a list."""
        return (self.at(key, index) for index in range(len(values)))

    def bad(self, text: str) -> None:
        """Note that something is wrong here."""
        self.problems.append(self.document.problem(self.path, text))

    def need(self, holds: bool, text: str) -> None:
        """Note a problem unless `holds`."""
        if not holds:
            self.bad(text)

    def known(self, word: str | None, words: Collection[str], what: str) -> bool:
        """Whether a word is in a closed list (None = not given); if not, note the nearest one."""
        if word is None or word in words:
            return True
        if word not in self.broken:
            near = hint(word, words)
            self.bad(told("unknown {what} '{word}'{hint}", what=told(what), word=word, hint=near))
        return False

    def all_known(self, key: str, listed: Sequence[str], words: Collection[str], what: str) -> None:
        """As `known` for every entry of the list at `key`."""
        for spot, word in zip(self.each(key, listed), listed, strict=True):
            spot.known(word, words, what)
