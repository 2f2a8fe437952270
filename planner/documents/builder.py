"""Builds plain data and the line of every path from parser events, without recursion."""

from __future__ import annotations

from typing import Any

from yaml import events

from planner.documents.document import KeyPath, dotted
from planner.documents.scalars import resolve
from planner.errors import Problem
from planner.told import told

_NO_KEY = object()


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Open:
    """A mapping or sequence that has not been closed yet."""

    __slots__ = ("key", "path", "value")

    def __init__(self, value: dict[str, Any] | list[Any], path: KeyPath) -> None:
        self.value = value
        self.path = path
        self.key: Any = _NO_KEY


class Builder:
    """Takes events one by one.

    Attributes:
        root: the data, once the stream has ended.
        lines: 1-based line of each path.
        problems: what the document may not hold.
        open: False as soon as nothing more can be understood.
    """

    def __init__(self, file: str, max_depth: int) -> None:
        self.root: Any = None
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self.open = True
        self._file = file
        self._max_depth = max_depth
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: events.Event) -> None:
        """Take the next event of the parser."""
        match event:
            case events.ScalarEvent():
                self._take_scalar(event)
            case events.MappingStartEvent():
                self._take_start(event, {})
            case events.SequenceStartEvent():
                self._take_start(event, [])
            case events.CollectionEndEvent():
                self._stack.pop()
            case events.AliasEvent():
                self._bad(
                    event, self._next_path(), told("aliases (*name) are not read; write it out")
                )
                self._put(event, None)
            case events.DocumentStartEvent():
                self._take_document(event)

    def _take_document(self, event: events.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._bad(event, (), told("the file holds more than one document; keep one"))
            self.open = False

    def _take_scalar(self, event: events.ScalarEvent) -> None:
        self._refuse_extras(event)
        value: Any = event.value
        if event.implicit[0]:
            try:
                value = resolve(value)
            except ValueError as reason:
                self._bad(event, self._next_path(), str(reason))
        self._put(event, value, plain=event.implicit[0])

    def _take_start(
        self, event: events.CollectionStartEvent, value: dict[str, Any] | list[Any]
    ) -> None:
        self._refuse_extras(event)
        if len(self._stack) >= self._max_depth:
            text = told("the nesting is deeper than {max_depth} levels", max_depth=self._max_depth)
            self._bad(event, (), text)
            self.open = False
            return
        if self._expects_key():
            self._bad(
                event, self._stack[-1].path, told("a key must be a word, not a list or mapping")
            )
            self.open = False
            return
        path = self._put(event, value)
        self._stack.append(_Open(value, path))

    def _refuse_extras(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        if event.anchor is not None:
            text = told("anchors (&{anchor}) are not read; write it out", anchor=event.anchor)
            self._bad(event, self._next_path(), text)
        if event.tag is not None:
            self._bad(
                event,
                self._next_path(),
                told("tags ({tag}) are not read; leave it out", tag=event.tag),
            )

    def _expects_key(self) -> bool:
        if not self._stack:
            return False
        top = self._stack[-1]
        return isinstance(top.value, dict) and top.key is _NO_KEY

    def _next_path(self) -> KeyPath:
        if not self._stack:
            return ()
        top = self._stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return top.path if top.key is _NO_KEY else (*top.path, str(top.key))

    def _put(self, event: events.Event, value: object, *, plain: bool = False) -> KeyPath:
        if self._expects_key():
            self._put_key(event, value, plain=plain)
            return ()
        path = self._next_path()
        self.lines.setdefault(path, _line(event))
        if not self._stack:
            self.root = value
            return path
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value[top.key] = value
            top.key = _NO_KEY
        return path

    def _put_key(self, event: events.Event, key: object, *, plain: bool) -> None:
        top = self._stack[-1]
        path = (*top.path, str(key))
        if plain and key == "<<":
            self._bad(event, path, told("merge keys (<<) are not read; write the keys out"))
        elif not isinstance(key, str):
            self._bad(event, path, told("a key must be a word; put it in quotes"))
        elif key in top.value:
            text = told("the key stands here twice (first on line {line})", line=self.lines[path])
            self._bad(event, path, text)
        else:
            self.lines[path] = _line(event)
        top.key = key

    def _bad(self, event: events.Event, path: KeyPath, text: str) -> None:
        self.problems.append(Problem(self._file, _line(event), dotted(path), text))
