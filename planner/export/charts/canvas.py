"""A figure of matplotlib as SVG that every reader takes: no style sheet, own ids, a description.

Matplotlib is loaded when the first chart is drawn; settings of the user's own do not count.
"""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from planner.domain.local import digits

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# One hue in three depths, and ink: they differ without colour as well.
INK, QUIET, LINE = "#1f2f38", "#52646d", "#a9bac0"
DEEP, MIDDLE, PALE = "#1f5a6b", "#79aab6", "#dfebee"
# The sheet has the first of these inside; a browser takes its own.
FONTS = "Libertinus Serif, system-ui, sans-serif"
WIDTH_INCHES = 7.2
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "planner",
    # A text of a plan is no formula.
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "grid.color": LINE,
    "grid.linewidth": 0.5,
}
NOT_DATED = {"Date": None, "Creator": None, "Format": None, "Type": None}


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib with the settings of this project only."""
    import matplotlib

    with matplotlib.rc_context():
        # Without a name of what draws, matplotlib loads everything that opens windows to choose.
        matplotlib.rcParams["backend"] = "svg"
        matplotlib.rcParams.update(matplotlib.rcParamsDefault)
        matplotlib.rcParams.update(SETTINGS)
        yield


def figure(height: float) -> Figure:
    """An empty figure as wide as the page; height in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH_INCHES, height))


def panels(height: float, count: int, columns: int) -> tuple[Figure, list[Axes]]:
    """A figure with `count` panels in rows of `columns`; `height` of one row in inches."""
    rows = -(-count // columns)
    whole = figure(rows * height)
    whole.subplots_adjust(
        left=0.06, right=0.985, top=1 - 0.25 / rows / height, bottom=0.3 / rows / height,
        hspace=0.7, wspace=0.2,
    )  # fmt: skip
    grid = whole.subplots(rows, columns, squeeze=False)
    every = list(grid.flat)
    for spare in every[count:]:
        spare.set_visible(False)
    return whole, every[:count]


def ticks_in_words(axes: Axes) -> None:
    """Numbers beside the upright axis as the language writes them."""
    from matplotlib.ticker import ScalarFormatter

    class Local(ScalarFormatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return digits(str(super().__call__(x, pos)))

    axes.yaxis.set_major_formatter(Local())


def svg_of(drawn: Figure, name: str, title: str, text: str) -> str:
    """The figure as SVG with title and description; every id starts with `name`."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # Letters are drawn by the reader's fonts; that the measuring font lacks one is no matter.
        warnings.filterwarnings("ignore", "Glyph .* missing")
        drawn.savefig(buffer, format="svg", metadata=NOT_DATED)
    root = ET.fromstring(buffer.getvalue())
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    for element in root.iter():
        _plain(element, name)
    _described(root, name, title, text)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return ET.tostring(root, encoding="unicode") + "\n"


def _plain(element: ET.Element, name: str) -> None:
    """Styles as attributes, which no rule for a page's styles forbids; ids of the chart's own."""
    for part in element.attrib.pop("style", "").split(";"):
        key, _, value = (each.strip() for each in part.partition(":"))
        if key == "font":
            element.set("font-size", (re.findall(r"[\d.]+px", value) or ["9px"])[0])
            element.set("font-family", FONTS)
            if "bold" in value or "700" in value:
                element.set("font-weight", "bold")
        elif key:
            element.set(key, value)
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif value.startswith("#") and key.endswith("href"):
            element.set(key, f"#{name}-{value[1:]}")
        elif "url(#" in value:
            element.set(key, value.replace("url(#", f"url(#{name}-"))


def _described(root: ET.Element, name: str, title: str, text: str) -> None:
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.set("stroke-linejoin", "round")
    for place, (tag, words) in enumerate((("title", title), ("desc", text))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = words
        root.insert(place, element)
