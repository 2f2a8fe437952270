"""Base of every catalog record, and the two shapes that rules are written in: trees, targets."""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import Struct, field

Range = tuple[int, int]


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Base of every catalog record: immutable, unknown keys refused."""


class Citation(Record):
    """A reference to a source, optionally with the place in it."""

    id: str
    note: str | None = None


class Node(Record):
    """A node of a condition tree. Exactly one of the first eight fields is set."""

    all: tuple[Node, ...] | None = None
    any: tuple[Node, ...] | None = None
    not_: Node | None = field(default=None, name="not")
    condition: str | None = None
    fact: str | None = None
    trial: str | tuple[str, ...] | None = None
    response: str | tuple[str, ...] | None = None
    criterion: str | None = None
    stage: tuple[str, ...] = ()
    side: str | None = None
    muscle: str | None = None
    equals: bool | int | float | str | None = None
    in_: tuple[bool | int | float | str, ...] | None = field(default=None, name="in")
    at_least: int | float | None = None
    at_most: int | float | None = None
    between: tuple[int | float, int | float] | None = None


class Target(Record):
    """Which activities an effect touches: the union of its selectors, less `except`."""

    movement: tuple[str, ...] = ()
    muscle_stretch: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    component: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    impact_above: str | None = None
    tag: tuple[str, ...] = ()
    any: bool = False
    except_: Target | None = field(default=None, name="except")
