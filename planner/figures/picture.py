"""Panels to one SVG: laid out, numbered, with a title and a description that are read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from planner.figures.ink import FINE, Placement, Sheet, markup
from planner.figures.model import Figure, Figures
from planner.figures.scene import Scene
from planner.figures.theme import Theme

FRAMES = 5
PAD, GAP, BADGE = 6.0, 12.0, 9.0
WIDE = 1.2
# Strokes of a number, in steps of the picture from the middle of its disc.
DIGITS = {
    1: ((-12, -12), (2, -24), (2, 24)),
    2: ((-14, -12), (-10, -22), (2, -25), (13, -19), (12, -6), (-15, 23), (15, 23)),
    3: ((-13, -24), (12, -24), (-2, -5), (10, -2), (14, 10), (8, 21), (-5, 24), (-14, 19)),
}
# Characters that XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


@dataclass(frozen=True)
class Words:
    """What a screen reader says.

    Attributes:
        title: name of what is shown.
        text: the steps, in full sentences.
    """

    title: str
    text: str


def draw(
    figures: Figures, figure: Figure, words: Words, *, theme: str = "colour",
    mirrored: bool = False, uid: str | None = None,
) -> str:  # fmt: skip
    """The picture of a figure: start and end with an arrow, as SVG.

    Args:
        figures: where the names in the figure are looked up.
        figure: what to draw.
        words: title and description.
        theme: id of the colours.
        mirrored: the version for the left side.
        uid: id of this picture in its page; the figure's own where a page holds it once.

    Raises:
        KeyError: there is no such theme.
        ValueError: the uid is no XML name.
    """
    colours = figures.themes[theme]
    scene = Scene(figure, figures, colours)
    return _page(scene.panels(), words, _uid(uid or figure.id), colours, mirrored)


def frames(
    figures: Figures, figure: Figure, words: Words, *, theme: str = "colour",
    mirrored: bool = False, uid: str | None = None, count: int = FRAMES,
) -> tuple[str, ...]:  # fmt: skip
    """The movement from start to end as pictures of one size; one where nothing moves.

    Args:
        figures: where the names in the figure are looked up.
        figure: what to draw.
        words: title and description.
        theme: id of the colours.
        mirrored: the version for the left side.
        uid: start of the ids; each frame adds its number.
        count: how many pictures, at least 2.
    """
    colours = figures.themes[theme]
    scene = Scene(figure, figures, colours)
    if figure.drawing is not None:
        sheets = scene.panels()
    elif len(scene.poses) == 1:
        sheets = [scene.panel(scene.at(0.0))]
    else:
        sheets = [scene.panel(scene.at(i / (count - 1))) for i in range(count)]
    name = _uid(uid or figure.id)
    box = _around(sheets)
    return tuple(
        _svg(_placed(sheet, box, 0.0, 0.0, mirrored), _size(box), words, f"{name}-{number}", "")
        for number, sheet in enumerate(sheets, 1)
    )


Box = tuple[float, float, float, float]


def _around(sheets: Sequence[Sheet]) -> Box:
    boxes = [sheet.box() for sheet in sheets]
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0] + 2 * PAD, box[3] - box[1] + 2 * PAD


def _placed(sheet: Sheet, box: Box, x: float, y: float, mirrored: bool) -> str:
    dx = x + PAD + (box[2] if mirrored else -box[0])
    return markup(sheet.items, Placement(dx, y + PAD - box[1], mirrored))


def _page(sheets: list[Sheet], words: Words, uid: str, theme: Theme, mirrored: bool) -> str:
    boxes = [sheet.box() for sheet in sheets]
    if len(sheets) == 1:
        shapes = _placed(sheets[0], boxes[0], 0.0, 0.0, mirrored)
        return _svg(shapes, _size(boxes[0]), words, uid, "")
    left, top, right, bottom = _around(sheets)
    wide, high = max(b[2] - b[0] for b in boxes), bottom - top
    lead = 2 * BADGE + 2
    shapes, badges = "", ""
    if wide > WIDE * high:
        y = 0.0
        for number, (sheet, box) in enumerate(zip(sheets, boxes, strict=True), 1):
            # One left edge for all panels, so that what does not move stands still.
            edge = (left, box[1], right, box[3])
            shapes += _placed(sheet, edge, lead, y, mirrored)
            badges += _badge(number, PAD + BADGE, y + PAD + BADGE, theme)
            y += box[3] - box[1] + GAP
        size = (right - left + lead + 2 * PAD, y - GAP + 2 * PAD)
    else:
        x = 0.0
        for number, (sheet, box) in enumerate(zip(sheets, boxes, strict=True), 1):
            edge = (box[0], top, box[2], bottom)
            shapes += _placed(sheet, edge, x, lead, mirrored)
            badges += _badge(number, x + PAD + (box[2] - box[0]) / 2, PAD + BADGE, theme)
            x += box[2] - box[0] + GAP
        size = (x - GAP + 2 * PAD, high + lead + 2 * PAD)
    return _svg(shapes, size, words, uid, badges)


def _badge(number: int, x: float, y: float, theme: Theme) -> str:
    """A number on a disc; drawn, because fonts differ."""
    cx, cy, r = round(x * FINE), round(y * FINE), round(BADGE * FINE)
    strokes = " ".join(f"{cx + dx} {cy + dy}" for dx, dy in DIGITS[number])
    return (
        f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{theme.arrow}"/>'
        f'<path fill="none" stroke="#fff" stroke-width="{round(r * 0.2)}" d="M{strokes}"/>'
    )


def _svg(shapes: str, size: tuple[float, float], words: Words, uid: str, badges: str) -> str:
    width, height = (round(side * FINE) for side in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width // 2}" height="{height // 2}" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d">'
        f'<title id="{uid}-t">{_text(words.title)}</title>'
        f'<desc id="{uid}-d">{_text(words.text)}</desc>'
        f'<g stroke-linejoin="round" stroke-linecap="round">{shapes}{badges}</g></svg>'
    )


def _text(text: str) -> str:
    return escape(NOT_XML.sub(" ", text))


def _uid(uid: str) -> str:
    if not ID.match(uid):
        raise ValueError(f"'{uid}' cannot be an id; use letters, digits, - and _")
    return uid
