"""An intake that is still being written: what was asked, and the answers so far."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from planner.documents import Document, load_yaml
from planner.domain.intake import Intake
from planner.errors import BadInput, Problem
from planner.intake.read import FORMAT, read_document
from planner.intake.write import write_yaml
from planner.knowledge.catalog import Catalog

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
    return read_document(Document(content, "answers so far", {}), catalog)


def save_draft(path: Path, draft: Draft) -> None:
    """Write the progress to a private file."""
    write_yaml(path, msgspec.to_builtins(draft))


def load_draft(path: Path) -> Draft:
    """Read progress that was saved before.

    Raises:
        BadInput: it is not a progress file.
    """
    document = load_yaml(path)
    try:
        draft = msgspec.convert(document.data, Draft)
    except msgspec.ValidationError:
        draft = None
    if draft is None or draft.format != PROGRESS:
        raise BadInput([Problem(document.file, 0, "", f"not saved progress ('{PROGRESS}')")])
    return draft
