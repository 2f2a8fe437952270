"""The tables as Parquet: rows to bytes that are always the same."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planner.cohort.columns import STATUSES, TABLES, TIMINGS
from planner.cohort.extra import arrow
from planner.cohort.one import Result
from planner.cohort.rows import Row


def tables(results: Iterable[Result]) -> dict[str, bytes]:
    """Name of each table to its Parquet file with the rows of these people, in their order."""
    parts: dict[str, list[Any]] = {name: [] for name in TABLES}
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
        return [{column: getattr(result, column) for column in TABLES[name].columns}]
    rows: list[Row] = getattr(result, name)
    return rows


def _table(name: str, rows: list[Row]) -> Any:  # noqa: ANN401 - a table of Arrow
    # Dates come as text; Arrow makes dates of them.
    plain = _schema(name, date32="string")
    return arrow().Table.from_pylist(rows, schema=plain).cast(_schema(name))


def _schema(name: str, **instead: str) -> Any:  # noqa: ANN401
    kinds = {column: each.kind for column, each in TABLES[name].columns.items()}
    return arrow().schema([(c, _type(instead.get(kind, kind))) for c, kind in kinds.items()])


def _type(kind: str) -> Any:  # noqa: ANN401
    return arrow().bool_() if kind == "bool" else getattr(arrow(), kind)()


def _bytes(table: Any) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    arrow().parquet.write_table(table.combine_chunks(), file, compression="zstd")
    return file.getvalue()
