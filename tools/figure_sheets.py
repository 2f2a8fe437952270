"""Draws contact sheets of all figures, and compares drawn with declared movements.

    python tools/figure_sheets.py docs/reference/figures

Writes one sheet per file of figures, in the theme for print, as PNG, and `movements.md`. Needs
`resvg-py`, which only developers have (`pip install -e '.[dev]'`).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from planner.documents import load_yaml
from planner.figures import Figures, Words, draw
from planner.figures.tags import compared
from planner.knowledge import Catalog, load_catalog
from planner.workflow.pictures import catalog_figures

ROOT = Path(__file__).parents[1]
COLUMNS, WIDTH, HEIGHT, CAPTION = 8, 176, 148, 14
VIEW_BOX = re.compile(r' width="\d+" height="\d+"')
OPENING = '<svg xmlns="http://www.w3.org/2000/svg"'


def sheet(figures: Figures, names: list[str], theme: str) -> str:
    """One SVG that holds the pictures of these figures with their names."""
    cells = "".join(_cell(figures, name, theme, i) for i, name in enumerate(names))
    rows = -(-len(names) // COLUMNS)
    size = f'width="{COLUMNS * WIDTH}" height="{rows * HEIGHT}"'
    return f'{OPENING} {size}><rect width="100%" height="100%" fill="#fff"/>{cells}</svg>'


def _cell(figures: Figures, name: str, theme: str, index: int) -> str:
    x, y = index % COLUMNS * WIDTH, index // COLUMNS * HEIGHT
    picture = draw(figures, figures.figures[name], Words(name, ""), theme=theme, uid=f"f{index}")
    place = f'{OPENING} x="{x + 3}" y="{y + CAPTION}"'
    fitted = f' width="{WIDTH - 6}" height="{HEIGHT - CAPTION - 4}"'
    inner = VIEW_BOX.sub(fitted, picture, count=1).replace(OPENING, place, 1)
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#ccc"/>'
        f'<text x="{x + 4}" y="{y + 11}" font-size="10" font-family="DejaVu Sans">'
        f"{escape(name)}</text>{inner}"
    )


def files() -> Iterator[tuple[str, list[str]]]:
    """Each file of figures with the figures in it."""
    for path in sorted((ROOT / "catalog" / "figures").glob("*.yaml")):
        rows = load_yaml(path).data.get("figures", [])
        if rows:
            yield path.stem, [row["id"] for row in rows]


def movements(figures: Figures, catalog: Catalog) -> str:
    """Markdown: what is drawn against what is declared, per movement and per activity."""
    counts: Counter[tuple[str, str]] = Counter()
    lines = []
    for activity, figure in sorted(figures.by_activity().items()):
        if figure.drawing is not None:
            continue
        found = compared(figures, figure, catalog.activities[activity].movements)
        for kind, tags in zip(("both", "drawn", "declared"), found, strict=True):
            counts.update((tag, kind) for tag in tags)
        if found.drawn_only or found.declared_only:
            drawn, declared = ", ".join(found.drawn_only), ", ".join(found.declared_only)
            lines.append(f"| {activity} | {drawn} | {declared} |")
    rows = [
        f"| {tag} | " + " | ".join(str(counts[tag, k]) for k in ("both", "drawn", "declared"))
        + " |"
        for tag in figures.tags
    ]  # fmt: skip
    return "\n".join(
        ["# Movements drawn and declared", "", *INTRODUCTION, "",
         "| movement | both | drawn only | declared only |", "| --- | ---: | ---: | ---: |", *rows,
         "", "| activity | drawn only | declared only |", "| --- | --- | --- |", *lines, ""]
    )  # fmt: skip


INTRODUCTION = (
    "Made by `python tools/figure_sheets.py docs/reference/figures`. The thresholds stand in",
    "`catalog/figures/tags.yaml`. A difference is a question to a person, never a change: what an",
    "activity declares stays declared, whatever its drawing shows.",
)


def main(folder: Path) -> None:
    """Write the sheets and the comparison."""
    import resvg_py

    catalog = load_catalog()
    figures = catalog_figures(None, catalog)
    folder.mkdir(parents=True, exist_ok=True)
    for stem, names in files():
        picture = resvg_py.svg_to_bytes(svg_string=sheet(figures, names, "print"))
        (folder / f"{stem}.png").write_bytes(bytes(picture))
    (folder / "movements.md").write_text(movements(figures, catalog), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
