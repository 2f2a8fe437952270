"""The tables as Parquet: their columns, and rows to bytes that are always the same."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planner.cohort.extra import arrow
from planner.cohort.one import Result
from planner.cohort.rows import Row

# Column to Arrow type; `number` names the person in every table.
COLUMNS: dict[str, dict[str, str]] = {
    "sessions": {
        "number": "int64", "session": "string", "week": "int16", "date": "date32",
        "start": "string", "end": "string", "minutes": "int16", "preferred": "bool",
        "role": "string", "items": "int16",
    },
    "items": {
        "number": "int64", "session": "string", "week": "int16", "date": "date32",
        "order": "int16", "activity": "string", "component": "string", "family": "string",
        "level": "int16", "side": "string", "minutes": "int16", "new": "bool", "sets": "int16",
        "reps": "int16", "hold_s": "int32", "rest_s": "int32", "times_per_day": "int16",
        "rpe": "int16", "pct_1rm": "int16", "hours": "int16", "lift_mm": "float64",
        "steps": "int32", "distance_m": "int32", "conditional": "string",
    },
    "exclusions": {
        "number": "int64", "activity": "string", "side": "string", "verdict": "string",
        "until": "string", "rules": "strings",
    },
    "timings": {"number": "int64", "seconds": "float64", "cpu_seconds": "float64"},
    # The last one: where it stands, the others stand too.
    "statuses": {
        "number": "int64", "id": "string", "name": "string", "intake": "string",
        "exit_code": "int16", "message": "string", "status": "string", "decision": "string",
        "provisional": "bool", "template": "string", "template_version": "string",
        "weeks": "int16", "sessions": "int32", "minutes": "int32", "shortfall": "int64",
        "questions": "int16",
    },
}  # fmt: skip
STATUSES = "statuses"
# Not the same on every run.
TIMINGS = "timings"


def tables(results: Iterable[Result]) -> dict[str, bytes]:
    """Name of each table to its Parquet file with the rows of these people, in their order."""
    parts: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    # A person at a time, because rows take far more memory than tables.
    for result in results:
        for name, table in parts.items():
            table.append(_table(name, _rows(result, name)))
    return {name: _bytes(arrow().concat_tables(part)) for name, part in parts.items()}


def read_column(path: Path, column: str) -> list[Any]:
    """The values of one column of a file."""
    table = arrow().parquet.read_table(path, columns=[column])
    found: list[Any] = table.column(0).to_pylist()
    return found


def read_rows(path: Path, columns: list[str] | None = None) -> list[Row]:
    """The rows of a file, with all or some of their columns."""
    rows: list[Row] = arrow().parquet.read_table(path, columns=columns).to_pylist()
    return rows


def _rows(result: Result, name: str) -> list[Row]:
    if name == STATUSES:
        return [result.status]
    if name == TIMINGS:
        return [{column: getattr(result, column) for column in COLUMNS[name]}]
    rows: list[Row] = getattr(result, name)
    return rows


def _table(name: str, rows: list[Row]) -> Any:  # noqa: ANN401 - a table of Arrow
    # Dates come as text; Arrow makes dates of them.
    plain = _schema(name, date32="string")
    return arrow().Table.from_pylist(rows, schema=plain).cast(_schema(name))


def _schema(name: str, **instead: str) -> Any:  # noqa: ANN401
    kinds = [(column, instead.get(kind, kind)) for column, kind in COLUMNS[name].items()]
    return arrow().schema([(column, _type(kind)) for column, kind in kinds])


def _type(kind: str) -> Any:  # noqa: ANN401
    if kind == "strings":
        return arrow().list_(arrow().string())
    return arrow().bool_() if kind == "bool" else getattr(arrow(), kind)()


def _bytes(table: Any) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    arrow().parquet.write_table(table.combine_chunks(), file, compression="zstd")
    return file.getvalue()
