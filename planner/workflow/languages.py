"""Which language a person is spoken to in: as asked for, or as the intake says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.documents import Document, load_yaml
from planner.domain.language import asked_for, speaking
from planner.domain.local import living_in
from planner.domain.plan import Plan
from planner.knowledge.languages import known_language


@contextmanager
def speaking_to(document: Document, catalog_dir: Path | None) -> Iterator[None]:
    """In the language that was asked for, or else in that of the person of an intake.

    Raises:
        BadInput: the catalog has not this language.
    """
    person = document.data.get("person") if isinstance(document.data, dict) else None
    code = person.get("language") if isinstance(person, dict) else None
    if asked_for() is not None or not isinstance(code, str):
        yield
        return
    with speaking(known_language(code, catalog_dir, document.file)):
        yield


@contextmanager
def speaking_of(plan: Plan) -> Iterator[None]:
    """In the language of a plan, for its own texts are in no other, and as where its person is."""
    with speaking(plan.request.spoken), living_in(plan.request.timezone):
        yield


@contextmanager
def reading(path: Path | str, catalog_dir: Path | None) -> Iterator[Document]:
    """The document of an intake, and inside in the language of its person.

    Raises:
        BadInput: the file cannot be read, or the catalog has not this language.
    """
    document = load_yaml(path)
    with speaking_to(document, catalog_dir):
        yield document
