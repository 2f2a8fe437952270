"""The planner by itself on every instance: what is proven, how soon, and at what cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

Record = dict[str, Any]
SIZES = ("small", "medium", "large")
PROVEN_S = (10.0, 30.0)
CLOSE_PCT = 1.0
GIVEN = ("burden", "habit")
HEADS = (
    "size", "instances", "plans", "first plan s", "level 1 proven in 10 s", "in 30 s",
    "gap at most 1 %", "gap %", "levels 2 and 3 proven", "wall s", "CPU s", "memory MB",
)  # fmt: skip


def summary(records: Iterable[Record], size_of: Callable[[Record], str]) -> list[str]:
    """Markdown lines: one row a size, medians with the largest in brackets."""
    mine = [r for r in records if r["method"] == "planner" and "levels" in r]
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    for size in SIZES:
        rows = [r for r in mine if size_of(r) == size]
        if rows:
            lines.append("| " + " | ".join([size, *cells(rows)]) + " |")
    return lines


def cells(rows: list[Record]) -> list[str]:
    """What is told of the instances of one size; shares are of those that have a plan."""
    planned = [r for r in rows if r.get("shortfall") is not None]
    gaps = [100 * max(0, r["shortfall"] - r["bound"]) / r["total"] for r in planned]
    return [
        str(len(rows)),
        str(len(planned)),
        _middle(r["first_s"] for r in planned),
        *(_share(planned, lambda r, s=seconds: proven_in(r, s)) for seconds in PROVEN_S),
        _percent(sum(gap <= CLOSE_PCT for gap in gaps), len(gaps)),
        _middle(gaps),
        _share(planned, lambda r: all(level[3] for level in r["levels"] if level[0] in GIVEN)),
        _middle(r["wall_s"] for r in planned),
        _middle(r["cpu_s"] for r in planned),
        _middle(r["memory_mb"] for r in planned),
    ]


def proven_in(row: Record, seconds: float) -> bool:
    """The first level ended with a proof by then."""
    return bool(row["proven"]) and row["level_s"] is not None and row["level_s"] <= seconds


def _share(rows: list[Record], holds: Callable[[Record], bool]) -> str:
    return _percent(sum(map(holds, rows)), len(rows))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} % ({part}/{whole})" if whole else "–"


def _middle(values: Iterable[float]) -> str:
    known = list(values)
    return f"{median(known):.1f} ({max(known):.1f})" if known else "–"
