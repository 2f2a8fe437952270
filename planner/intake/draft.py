"""An intake that is still being written: what was asked, and the answers so far."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from planner.documents import Document, load_yaml
from planner.domain.intake import Intake
from planner.errors import BadInput, Problem
from planner.intake.read import FORMAT, read_document
from planner.intake.write import WIDTH, write_yaml, yaml_text
from planner.knowledge.catalog import Catalog
from planner.told import told

PROGRESS = "intake-progress/1"
REQUEST = ("start", "weeks", "timezone")


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Progress of guided questions.

    Attributes:
        asked: questions that were answered or left out, in order.
        content: the intake as plain data; complete once every question was asked.
    """

    format: str = PROGRESS
    asked: tuple[str, ...] = ()
    content: dict[str, Any] = {}

    def having(self, question: str, **content: object) -> Draft:
        """The draft after a question; mappings are merged, everything else replaced."""
        merged = dict(self.content)
        for key, value in content.items():
            old = merged.get(key)
            if isinstance(old, dict) and isinstance(value, dict):
                value = {**old, **value}
            merged[key] = value
        return Draft(asked=(*self.asked, question), content=merged)

    def without_request(self) -> Draft:
        """The draft with start, weeks and time zone still to be asked."""
        asked = tuple(name for name in self.asked if name not in REQUEST)
        content = {key: value for key, value in self.content.items() if key != "plan"}
        return Draft(asked=asked, content=content)


def new_draft(name: str) -> Draft:
    """An empty intake with its id."""
    return Draft(content={"format": FORMAT, "id": name})


def intake_of(draft: Draft, catalog: Catalog) -> Intake:
    """The intake so far; what was not asked yet is unknown.

    Raises:
        BadInput: the answers contradict each other.
    """
    content = {"availability": [], **draft.content}
    return read_document(Document(content, told("answers so far"), {}), catalog)


def save_draft(path: Path, draft: Draft) -> None:
    """Write the progress to a private file."""
    write_yaml(path, msgspec.to_builtins(draft))


def load_draft(path: Path) -> Draft:
    """Read progress that was saved before, or an intake of which parts are still missing.

    Raises:
        BadInput: it is neither.
    """
    document = load_yaml(path)
    if isinstance(document.data, dict) and document.data.get("format") == FORMAT:
        return _from_parts(document.data)
    try:
        draft = msgspec.convert(document.data, Draft)
    except msgspec.ValidationError:
        draft = None
    if draft is None or draft.format != PROGRESS:
        text = told("not saved progress ('{progress}')", progress=PROGRESS)
        raise BadInput([Problem(document.file, 0, "", text)])
    return draft


def _from_parts(content: dict[str, Any]) -> Draft:
    """What an incomplete intake answers already; its findings can still be added to."""
    asked = [f"fact:{name}" for name in _names(content.get("facts"))]
    asked += [f"group:{name}" for name in _names(content.get("screened"))]
    asked += [name for name in REQUEST if name in _names(content.get("plan"))]
    asked += ["availability"] if content.get("availability") else []
    for record in content.get("conditions") or []:
        if isinstance(record, dict):
            asked += [f"condition:{record.get('id')}:{name}" for name in record]
    return Draft(asked=tuple(asked), content=content)


def _names(part: object) -> list[str]:
    return [str(name) for name in part] if isinstance(part, dict) else []


def draft_text(content: dict[str, Any], comments: Iterable[str]) -> str:
    """A draft as YAML under its comments, which may have no effect on it."""
    lines = (f"# {' '.join(line.splitlines())}".rstrip() for line in _wrapped(comments))
    return "\n".join([*lines, "", yaml_text(content)])


def _wrapped(comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        inner = comment[: len(comment) - len(comment.lstrip())] + "  "
        yield from textwrap.wrap(comment, WIDTH, subsequent_indent=inner) or [""]
