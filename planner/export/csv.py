"""A plan as a table (RFC 4180): one row for each item, all-day entry and remark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import msgspec

from planner.domain.plan import AllDay, Item, ItemDose, Plan
from planner.explain.messages import Messages
from planner.explain.must import of_items
from planner.export.approval import approval_text
from planner.export.text import clean

CELL_CHARS = 4000
SEPARATOR = "; "
# A spreadsheet takes text that starts with one of these for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WHEN = ("kind", "key", "week", "date", "start", "end", "timezone")
WHAT = ("order", "activity", "name", "component", "family", "level", "side", "minutes", "new")
HOW = (
    "intensity",
    "impact",
    "conditional",
    "what",
    "how",
    "why",
    "precautions",
    "stop_if",
    "limits",
)
# `minutes` of the dose beside the `minutes` that the item takes.
DOSE = tuple(f"dose_{name}" for name in ItemDose.__struct_fields__)
COLUMNS = (*WHEN, *WHAT, *DOSE, *HOW)

Cell = str | int | float | bool | None


def to_csv(plan: Plan, messages: Messages) -> bytes:
    """Items of sessions (kind `session`), all-day entries (`all_day`), then remarks.

    Remarks are conflicts, warnings, advice, and whether somebody approved it (`approval`).

    Text that a spreadsheet would run as a formula starts with an apostrophe instead. UTF-8
    without byte order mark; rows end in CRLF.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(plan, messages):
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return table.getvalue().encode()


def _rows(plan: Plan, messages: Messages) -> Iterator[dict[str, Cell]]:
    for session in plan.sessions:
        when: dict[str, Cell] = {
            "kind": "session",
            "key": session.key,
            "week": session.week,
            "date": session.date.isoformat(),
            "start": session.start,
            "end": session.end,
            "timezone": session.timezone,
        }
        for item in session.items:
            own: dict[str, Cell] = {
                "order": item.order,
                "minutes": item.minutes,
                "new": item.new,
                "intensity": item.intensity,
                "impact": item.impact,
            }
            yield when | _shared(plan, item, session.week) | own
    for entry in plan.all_day:
        day: dict[str, Cell] = {
            "kind": "all_day",
            "key": entry.key,
            "week": entry.week,
            "date": entry.date.isoformat(),
        }
        yield day | _shared(plan, entry, entry.week)
    for conflict in plan.conflicts:
        yield {"kind": "conflict", "what": conflict.text}
    for text in plan.warnings:
        yield {"kind": "warning", "what": text}
    for told in plan.advice:
        yield {"kind": "advice", "what": told.text, "why": told.why}
    yield {"kind": "approval", "what": approval_text(plan, messages)}


def _shared(plan: Plan, item: Item | AllDay, week: int) -> dict[str, Cell]:
    """What sessions' items and all-day entries have in common."""
    musts = of_items(plan, week, {item.activity}, everywhere=isinstance(item, Item))
    dose = {f"dose_{name}": value for name, value in msgspec.structs.asdict(item.dose).items()}
    return {
        "activity": item.activity,
        "name": item.name,
        "component": item.component,
        "family": item.family,
        "level": item.level,
        "side": item.side,
        "conditional": item.conditional,
        "what": item.what,
        "how": SEPARATOR.join(item.how),
        "why": _unique([because.text or because.rule for because in item.why]),
        "precautions": _unique(item.precautions),
        "stop_if": _unique(item.stop_if),
        "limits": _unique([f"{each.text} {each.why}".strip() for each in musts]),
        **dose,
    }


def _unique(texts: Sequence[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(texts))


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            text = clean(value, CELL_CHARS)
            return f"'{text}" if text.startswith(FORMULA_STARTS) else text
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)
