"""From the records of a run to docs/performance.md and its plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.cases import ROOT, Case
from benchmarks.summary import SIZES, summary

PAGE = ROOT / "docs" / "performance.md"
NOTES = Path(__file__).parent / "performance_notes.md"
PLOT = "performance.svg"
Record = dict[str, Any]
NAMES = {
    "planner": "planner (effort standard)",
    "weekly": "first plan, week by week",
    "greedy": "greedy script",
    "cpsat": "CP-SAT defaults, our formulation",
    "cpsat_plain": "CP-SAT defaults, plain formulation",
    "highs": "HiGHS, our formulation",
    "cbc": "CBC, our formulation",
}
COLOURS = {
    "planner": "#1b6ca8",
    "cpsat": "#d1495b",
    "cpsat_plain": "#edae49",
    "weekly": "#66a182",
    "highs": "#8d6b94",
    "cbc": "#555555",
    "greedy": "#999999",
}


def complete(records: Iterable[Record]) -> list[Record]:
    """Records of the instances that every method was run on; others would tilt the medians."""
    rows = list({(r["method"], r["name"]): r for r in records}.values())
    hopeless = infeasible(rows)
    rows = [row for row in rows if row["name"] not in hopeless]
    methods = {r["method"] for r in rows}
    by_name: dict[str, set[str]] = {}
    for row in rows:
        by_name.setdefault(row["name"], set()).add(row["method"])
    return [row for row in rows if by_name[row["name"]] == methods]


def infeasible(rows: Iterable[Record]) -> set[str]:
    """Instances that some method says to have no plan, and none found one that holds."""
    rows = list(rows)
    planned = {r["name"] for r in rows if r.get("shortfall") is not None}
    return {r["name"] for r in rows if _denies(r)} - planned


def _denies(row: Record) -> bool:
    return "infeasible" in row.get("note", "").lower()


def share(row: Record, value: float | None) -> float | None:
    """Percent of the whole target; None where there is no plan."""
    return None if value is None else 100 * value / row["total"]


def middle(values: Iterable[float | None]) -> str:
    """The median where no plan counts as worst; a dash where that is the median."""
    known = [float("inf") if value is None else value for value in values]
    found = median(known) if known else float("inf")
    return "–" if found == float("inf") else f"{found:.1f}"


def table(rows: list[Record], cuts: list[str]) -> list[str]:
    """Markdown lines: one row a method."""
    heads = ["method", "plans", "first plan s", *(f"short at {c} s %" for c in cuts),
             "gap %", "proven", "memory MB"]  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for method, name in NAMES.items():
        mine = [r for r in rows if r["method"] == method]
        if not mine:
            continue
        found = [r for r in mine if r.get("shortfall") is not None]
        cells = [
            name,
            f"{len(found)}/{len(mine)}",
            middle(r.get("first_s") for r in mine),
            *(middle(_at(r, cut) for r in mine) for cut in cuts),
            middle(_gap(r) for r in mine),
            f"{sum(bool(r.get('proven')) for r in mine)}/{len(mine)}",
            middle(r.get("memory_mb") for r in mine),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _at(row: Record, cut: str) -> float | None:
    return share(row, row.get("at", {}).get(cut))


def _gap(row: Record) -> float | None:
    if row.get("shortfall") is None or row.get("bound") is None:
        return None
    return share(row, max(0, row["shortfall"] - row["bound"]))


def failures(rows: list[Record]) -> list[str]:
    """A line for every claim that did not hold and every run that crashed."""
    faults = [(r, r["fault"]) for r in rows if r.get("fault")]
    # Rows of instances without any plan are not among these.
    faults += [(r, "says that there is no plan, and there is one") for r in rows if _denies(r)]
    return [f"- {r['name']}, {NAMES[r['method']]}: {fault}" for r, fault in faults]


def write_page(known: list[Case], records: list[Record], seconds: float) -> None:
    """docs/performance.md and its plot, of the records with this limit."""
    limited = [r for r in records if r["seconds"] == seconds]
    rows, hopeless = complete(limited), infeasible(limited)
    size_of = {case.name: case.size for case in known}
    cuts = sorted({cut for r in rows for cut in r.get("at", {})}, key=float)
    lines = ["# Performance", "", NOTES.read_text("utf-8").strip(), ""]
    loads = [r["load"] for r in limited if "load" in r]
    lines += ["## The planner by size", "", *_alone(limited, lambda r: size_of[r["name"]])]
    for size in SIZES:
        mine = [r for r in rows if size_of.get(r["name"]) == size]
        names = sorted({r["name"] for r in mine})
        lines += [f"## {size.capitalize()}: instances {len(names)}", ""]
        if mine:
            lines += [*table(mine, cuts), "", f"Instances: {', '.join(names)}.", ""]
    lines += [f"![Median shortfall by time]({PLOT})", "", "## What failed", ""]
    lines += failures(rows) or ["No plan broke a constraint and no claim was false."]
    if hopeless:
        lines += ["", f"Said to have no plan, left out above: {', '.join(sorted(hopeless))}."]
    if loads:
        lines += [
            "",
            f"Limit {seconds:g} s a run. Processes that wanted one of the cores when a run began:"
            f" median {median(loads):g}, at most {max(loads):g}.",
        ]
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    (PAGE.parent / PLOT).write_text(plot(rows, cuts, lambda r: size_of[r["name"]]), "utf-8")


def _alone(records: list[Record], size_of: Callable[[Record], str]) -> list[str]:
    cores = sorted({r["cores"] for r in records if "cores" in r})
    on = ", ".join(map(str, cores)) or "all"
    return [
        "Effort `standard`, every instance that the planner was run on. Medians, the largest in",
        f"brackets; cores: {on}. Wall and CPU are those of the search with its model. What happens",
        "within some seconds is told by the clock or by CPU, whichever is less: a busy machine",
        "stretches the one, two threads the other. The gap is in percent of the most that can be",
        "missing; levels 2 and 3 are proven over all plans or for the prescription found.",
        "",
        *summary(records, size_of),
        "",
    ]


def plot(rows: list[Record], cuts: list[str], size_of: Callable[[Record], str]) -> str:
    """An SVG: one panel a size, one line a method, median percent short at each cut."""
    wide, high, left, top = 250, 220, 45, 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{3 * (wide + left) + 20}" '
        'height="420" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for panel, size in enumerate(SIZES):
        x0 = left + panel * (wide + left)
        parts.append(f'<text x="{x0}" y="20">{size}: median % of target missing</text>')
        parts.append(f'<rect x="{x0}" y="{top}" width="{wide}" height="{high}" fill="none" '
                     'stroke="#888"/>')  # fmt: skip
        for mark in (0, 25, 50, 75, 100):
            y = top + high * (1 - mark / 100)
            parts.append(f'<text x="{x0 - 5}" y="{y + 4}" text-anchor="end">{mark}</text>')
        for number, cut in enumerate(cuts):
            x = x0 + wide * (number + 0.5) / len(cuts)
            parts.append(f'<text x="{x}" y="{top + high + 15}" text-anchor="middle">{cut} s</text>')
        for method, colour in COLOURS.items():
            mine = [r for r in rows if r["method"] == method and size_of(r) == size]
            spots = []
            for number, cut in enumerate(cuts):
                told = middle(_at(r, cut) for r in mine)
                if told != "–":
                    x = x0 + wide * (number + 0.5) / len(cuts)
                    spots.append((x, top + high * (1 - min(100.0, float(told)) / 100)))
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" '
                         'stroke-width="2"/>')  # fmt: skip
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
                      for x, y in spots]  # fmt: skip
    for number, (method, colour) in enumerate(COLOURS.items()):
        x, y = left + (number % 3) * 290, top + high + 45 + 18 * (number // 3)
        parts.append(f'<rect x="{x}" y="{y - 9}" width="12" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{x + 18}" y="{y}">{escape(NAMES[method])}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
