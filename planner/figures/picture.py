"""Panels to one SVG: laid out, numbered, with a title and a description that are read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

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


@dataclass(frozen=True)
class Shapes:
    """Markup of shapes, without a picture around it; width and height in its own units."""

    markup: str
    width: int
    height: int


@dataclass(frozen=True)
class Drawn:
    """A figure as shapes.

    Attributes:
        still: start and end with an arrow.
        steps: the movement, all of one size; empty where nothing moves.
    """

    still: Shapes
    steps: tuple[Shapes, ...]


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
    still = _page(Scene(figure, figures, colours).panels(), colours, mirrored)
    return _svg(still, words, _uid(uid or figure.id))


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
    scene = Scene(figure, figures, figures.themes[theme])
    name = _uid(uid or figure.id)
    return tuple(
        _svg(shapes, words, f"{name}-{number}")
        for number, shapes in enumerate(_moving(scene, mirrored, count), 1)
    )


def drawn(
    figures: Figures, figure: Figure, *, theme: str = "colour", mirrored: bool = False,
    count: int = FRAMES,
) -> Drawn:  # fmt: skip
    """Picture and movement as bare shapes, for a page that holds many of them.

    Args:
        figures: where the names in the figure are looked up.
        figure: what to draw.
        theme: id of the colours.
        mirrored: the version for the left side.
        count: how many steps of the movement, at least 2.
    """
    colours = figures.themes[theme]
    scene = Scene(figure, figures, colours)
    moves = len(scene.bare) > 1
    return Drawn(
        still=_page(scene.panels(), colours, mirrored),
        steps=_moving(scene, mirrored, count) if moves else (),
    )


def _moving(scene: Scene, mirrored: bool, count: int) -> tuple[Shapes, ...]:
    sheets = scene.steps(count)
    box = _around([sheet.box() for sheet in sheets])
    return tuple(Shapes(_placed(sheet, box, 0.0, 0.0, mirrored), *_size(box)) for sheet in sheets)


Box = tuple[float, float, float, float]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def _size(box: Box) -> tuple[int, int]:
    return _fine(box[2] - box[0] + 2 * PAD), _fine(box[3] - box[1] + 2 * PAD)


def _fine(side: float) -> int:
    return round(side * FINE)


def _placed(sheet: Sheet, box: Box, x: float, y: float, mirrored: bool) -> str:
    dx = x + PAD + (box[2] if mirrored else -box[0])
    return markup(sheet.items, Placement(dx, y + PAD - box[1], mirrored))


def _page(sheets: list[Sheet], theme: Theme, mirrored: bool) -> Shapes:
    boxes = [sheet.box() for sheet in sheets]
    if len(sheets) == 1:
        shapes = _placed(sheets[0], boxes[0], 0.0, 0.0, mirrored)
        return Shapes(shapes, *_size(boxes[0]))
    left, top, right, bottom = _around(boxes)
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
        width, height = right - left + lead + 2 * PAD, y - GAP + 2 * PAD
    else:
        x = 0.0
        for number, (sheet, box) in enumerate(zip(sheets, boxes, strict=True), 1):
            edge = (box[0], top, box[2], bottom)
            shapes += _placed(sheet, edge, x, lead, mirrored)
            badges += _badge(number, x + PAD + (box[2] - box[0]) / 2, PAD + BADGE, theme)
            x += box[2] - box[0] + GAP
        width, height = x - GAP + 2 * PAD, high + lead + 2 * PAD
    return Shapes(shapes + badges, _fine(width), _fine(height))


def _badge(number: int, x: float, y: float, theme: Theme) -> str:
    """A number on a disc; drawn, because fonts differ."""
    cx, cy, r = round(x * FINE), round(y * FINE), round(BADGE * FINE)
    strokes = " ".join(f"{cx + dx} {cy + dy}" for dx, dy in DIGITS[number])
    return (
        f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{theme.arrow}"/>'
        f'<path fill="none" stroke="#fff" stroke-width="{round(r * 0.2)}" d="M{strokes}"/>'
    )


def _svg(shapes: Shapes, words: Words, uid: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shapes.width} {shapes.height}" '
        f'width="{shapes.width // 2}" height="{shapes.height // 2}" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d">'
        f'<title id="{uid}-t">{_text(words.title)}</title>'
        f'<desc id="{uid}-d">{_text(words.text)}</desc>'
        f'<g stroke-linejoin="round" stroke-linecap="round">{shapes.markup}</g></svg>'
    )


def _text(text: str) -> str:
    return escape(NOT_XML.sub(" ", text), quote=False)


def _uid(uid: str) -> str:
    if not ID.match(uid):
        raise ValueError(f"'{uid}' cannot be an id; use letters, digits, - and _")
    return uid
