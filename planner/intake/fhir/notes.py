"""What became of everything in a bundle: taken, or not taken and why."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Taken(Struct, frozen=True, kw_only=True):
    """A part of the draft and where it came from.

    Attributes:
        what: fact, checklist or condition, by its id.
        value: as it stands in the draft.
        resource: kind and id of the resource.
        path: where it stood.
        date: day it is of (ISO); None where the record does not say.
        check: what a person should look at, by its key.
    """

    what: str
    value: Any
    resource: str
    path: str
    date: str | None = None
    check: str | None = None


class Left(Struct, frozen=True, kw_only=True):
    """Something that is not in the draft.

    Attributes:
        resource: kind and id of the resource.
        path: where it stands.
        why: the reason, by its key (`from_fhir.why_...`).
        code: the code or word that the reason is about; never a value of the person.
        may_mean: conditions that it may stand for.
        asks: facts to ask instead.
        days: how old it may be, or is.
    """

    resource: str
    path: str
    why: str
    code: str | None = None
    may_mean: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    days: int | None = None
