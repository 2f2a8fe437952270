"""Walks plain data beside the type it should have and lists every difference.

`msgspec.convert` stops at the first problem; this walk is only taken after it failed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from msgspec import inspect

from planner.documents.document import KeyPath
from planner.documents.words import hint, nearest
from planner.told import later, told

_MAPPING = later("a mapping (key: value)")
_LIST = later("a list")
_SHAPES: dict[type, tuple[type, str]] = {
    inspect.StructType: (dict, _MAPPING),
    inspect.DictType: (dict, _MAPPING),
    inspect.VarTupleType: (list, _LIST),
    inspect.TupleType: (list, _LIST),
    inspect.ListType: (list, _LIST),
}
_LEAVES: dict[type, tuple[Any, str]] = {
    inspect.StrType: (str, later("a text")),
    inspect.IntType: (int, later("a whole number")),
    inspect.FloatType: (float, later("a number")),
    inspect.BoolType: (bool, later("true or false")),
    inspect.NoneType: (None, later("nothing (null)")),
    inspect.DateType: (dt.date, later("a date as YYYY-MM-DD")),
    inspect.TimeType: (dt.time, later('a clock time such as "06:30"')),
    inspect.DateTimeType: (dt.datetime, later("a date and time as YYYY-MM-DDTHH:MM")),
}
Misfit = tuple[KeyPath, str]


def misfits(value: object, into: object) -> list[Misfit]:
    """All places where a value does not fit a type, as (path, sentence)."""
    return list(_walk(value, inspect.type_info(into), ()))


def _walk(value: object, kind: inspect.Type, path: KeyPath) -> Iterator[Misfit]:
    match kind:
        case inspect.UnionType(types=types):
            yield from _walk_union(value, types, path)
        case inspect.StructType() if isinstance(value, dict):
            yield from _walk_struct(value, kind, path)
        case inspect.DictType(value_type=below) if isinstance(value, dict):
            for key, item in value.items():
                yield from _walk(item, below, (*path, key))
        case inspect.VarTupleType(item_type=below) | inspect.ListType(item_type=below) if (
            isinstance(value, list)
        ):
            for index, item in enumerate(value):
                yield from _walk(item, below, (*path, index))
        case inspect.TupleType(item_types=kinds) if isinstance(value, list):
            yield from _walk_tuple(value, kinds, path)
        case inspect.LiteralType(values=words) if value not in words:
            yield path, _not_one_of(value, words)
        case _:
            yield from _walk_leaf(value, kind, path)


def _walk_struct(
    value: dict[str, Any], kind: inspect.StructType, path: KeyPath
) -> Iterator[Misfit]:
    fields = {field.encode_name: field for field in kind.fields}
    missing = [name for name, field in fields.items() if field.required and name not in value]
    for key, item in value.items():
        if key in fields:
            yield from _walk(item, fields[key].type, (*path, key))
        elif kind.forbid_unknown_fields:
            free = [name for name in fields if name not in value]
            # A misspelt key is one problem, not also a missing one.
            meant = nearest(key, free)
            if meant in missing:
                missing.remove(meant)
            yield (*path, key), told("unknown key '{key}'{hint}", key=key, hint=hint(key, free))
    for name in missing:
        yield path, told("the key '{name}' is missing", name=name)


def _walk_tuple(
    value: list[Any], kinds: tuple[inspect.Type, ...], path: KeyPath
) -> Iterator[Misfit]:
    if len(value) != len(kinds):
        yield path, told("exactly {count} values are needed here", count=len(kinds))
        return
    for index, (item, kind) in enumerate(zip(value, kinds, strict=True)):
        yield from _walk(item, kind, (*path, index))


def _walk_union(value: object, kinds: tuple[inspect.Type, ...], path: KeyPath) -> Iterator[Misfit]:
    shaped = [kind for kind in kinds if isinstance(value, _SHAPES.get(type(kind), (set,))[0])]
    if len(shaped) == 1:
        yield from _walk(value, shaped[0], path)
    elif all(any(True for _ in _walk(value, kind, path)) for kind in kinds):
        named = [_name(kind) for kind in kinds if not isinstance(kind, inspect.NoneType)]
        kinds_named = told(" or ").join(dict.fromkeys(named))
        yield path, told("{what} is needed here", what=kinds_named)


def _walk_leaf(value: object, kind: inspect.Type, path: KeyPath) -> Iterator[Misfit]:
    if isinstance(kind, inspect.EnumType):
        words = [member.value for member in kind.cls]
        if value not in words:
            yield path, _not_one_of(value, words)
    elif not _fits(value, kind):
        yield path, told("{what} is needed here", what=_name(kind))


def _fits(value: object, kind: inspect.Type) -> bool:
    if type(kind) in _SHAPES:
        return isinstance(value, _SHAPES[type(kind)][0])
    if type(kind) not in _LEAVES:
        return True
    try:
        msgspec.convert(value, _LEAVES[type(kind)][0])
    except msgspec.ValidationError:
        return False
    return True


def _name(kind: inspect.Type) -> str:
    named = _LEAVES.get(type(kind)) or _SHAPES.get(type(kind))
    return told(named[1]) if named else told("another value")


def _not_one_of(value: object, words: Collection[object]) -> str:
    return told(
        "unknown word '{value}'{hint}",
        value=value,
        hint=hint(str(value), [str(word) for word in words]),
    )
