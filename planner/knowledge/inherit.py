"""A template that builds on another (`extends`): what it says itself goes before what it inherits.

- A mapping is merged key by key; `~` (null) takes a key away.
- A phase with the id of an inherited phase is merged into it; any other phase is added. Phases
  stand in the order of their first weeks.
- An entry of `once` or `daily` takes the place of every inherited entry of the same activity.
- Any other list is replaced as a whole.
- `without` leaves phases (by id) and entries of `once` and `daily` (by activity) behind.
- What says who stands for a template (`OWN`) is never inherited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.documents import Document, KeyPath, hint
from planner.errors import Problem
from planner.told import told

OWN = ("id", "version", "name", "author", "reviewed_on")
EXTENDS, WITHOUT = "extends", "without"
# Lists whose entries are known by one of their keys.
NAMED_BY = {"phases": "id", "once": "activity", "daily": "activity"}
_LAST = 1_000_000


class Merged:
    """A document put together from two; every path keeps its own file and line."""

    def __init__(self, base: Document, own: Document) -> None:
        self.base = base
        self.own = own
        self.lines: dict[KeyPath, int] = {}
        self.files: dict[KeyPath, str] = {}

    def document(self) -> Document:
        """The whole."""
        data = self._mapping(self.base.data, self.own.data, (), (), ())
        return Document(data, self.own.file, self.lines, self.files)

    def _mapping(
        self, base: dict[str, Any], own: dict[str, Any], at: KeyPath, below: KeyPath, mine: KeyPath
    ) -> dict[str, Any]:
        """`at` is the path in the result, `below` in the base, `mine` in the file itself."""
        self._note(self.own, mine, at)
        found: dict[str, Any] = {}
        for key in dict.fromkeys((*base, *own)):
            here, there, self_ = (*at, key), (*below, key), (*mine, key)
            if key not in own:
                if at or key not in (*OWN, EXTENDS, WITHOUT):
                    found[key] = self._listed(key, base[key], [], here, there, self_)
            elif own[key] is None and key in base:
                continue
            elif key in base and isinstance(base[key], dict) and isinstance(own[key], dict):
                found[key] = self._mapping(base[key], own[key], here, there, self_)
            elif key in base and not at and key in NAMED_BY and _are_lists(base[key], own[key]):
                found[key] = self._listed(key, base[key], own[key], here, there, self_)
            else:
                found[key] = self._copy(self.own, own[key], self_, here)
        return found

    def _listed(
        self, key: str, base: object, own: object, at: KeyPath, below: KeyPath, mine: KeyPath
    ) -> object:
        """A list whose entries have names; anything else as it stands in the base."""
        if (
            len(at) > 1
            or key not in NAMED_BY
            or not isinstance(base, list)
            or not isinstance(own, list)
        ):
            return self._copy(self.base, base, below, at)
        self._note(self.own if own else self.base, mine if own else below, at)
        entries = list(self._entries(key, base, own))
        if key == "phases":
            entries.sort(key=lambda pair: _first_week(base, own, *pair))
        found: list[object] = []
        for old, new in entries:
            here = (*at, len(found))
            if old is None or new is None or key != "phases":
                document, data, path, index = (
                    (self.base, base, below, old) if new is None else (self.own, own, mine, new)
                )
                assert index is not None
                found.append(self._copy(document, data[index], (*path, index), here))
            else:
                pair = (base[old], own[new], here, (*below, old), (*mine, new))
                found.append(self._mapping(*pair))
        return found

    def _entries(
        self, key: str, base: list[Any], own: list[Any]
    ) -> Iterator[tuple[int | None, int | None]]:
        """Index in the base and in the file itself of each entry of the result."""
        by = NAMED_BY[key]
        left = set(_words(self.own.data.get(WITHOUT)))
        mine = [_name(entry, by) for entry in own]
        done: set[str] = set()
        for index, entry in enumerate(base):
            name = _name(entry, by)
            if name is None or name not in mine:
                if name not in left:
                    yield index, None
            elif name not in done:
                done.add(name)
                yield from ((index, new) for new, word in enumerate(mine) if word == name)
        yield from ((None, new) for new, word in enumerate(mine) if word not in done)

    def _copy(self, document: Document, value: Any, path: KeyPath, at: KeyPath) -> Any:  # noqa: ANN401
        self._note(document, path, at)
        match value:
            case dict():
                return {k: self._copy(document, v, (*path, k), (*at, k)) for k, v in value.items()}
            case list():
                return [
                    self._copy(document, item, (*path, index), (*at, index))
                    for index, item in enumerate(value)
                ]
            case _:
                return value

    def _note(self, document: Document, path: KeyPath, at: KeyPath) -> None:
        self.lines[at] = document.line(path)
        self.files[at] = document.file_of(path)


def faults(base: Document, own: Document) -> Iterator[Problem]:
    """What cannot be inherited, or left behind."""
    for key in OWN:
        if own.data.get(key) is None:
            text = told(
                "the key '{key}' is missing; it says who stands for this template: write it",
                key=key,
            )
            yield own.problem((), text)
    names = [
        name
        for key, by in NAMED_BY.items()
        for entry in base.data.get(key) or ()
        if (name := _name(entry, by)) is not None
    ]
    for index, word in enumerate(_words(own.data.get(WITHOUT))):
        if word not in names:
            text = told(
                "'{word}' is no phase and no entry of the template below{hint}",
                word=word,
                hint=hint(word, names),
            )
            yield own.problem((WITHOUT, index), text)


def _are_lists(base: object, own: object) -> bool:
    return isinstance(base, list) and isinstance(own, list)


def _name(entry: object, by: str) -> str | None:
    name = entry.get(by) if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _words(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _first_week(base: list[Any], own: list[Any], old: int | None, new: int | None) -> int:
    for data, index in ((own, new), (base, old)):
        entry = data[index] if index is not None else None
        weeks = entry.get("weeks") if isinstance(entry, dict) else None
        if isinstance(weeks, list) and weeks and isinstance(weeks[0], int):
            return weeks[0]
    return _LAST
