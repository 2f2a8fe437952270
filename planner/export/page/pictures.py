"""Pictures of a page: each figure once as a symbol, its movement as packed data."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable

from msgspec import Struct

from planner.export.view import Exercise
from planner.figures import Drawn, Figures, Shapes, drawn

SHAPE = re.compile(r"<(path|circle)((?: [a-z-]+=\"[^\"<>&]*\")*)/>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
# The steps of all pictures are alike: what helps most is to find what was there before.
_LEVEL = 9


class Picture(Struct, frozen=True, kw_only=True):
    """A symbol of the page; `steps` is empty where nothing moves."""

    id: str
    still: Shapes
    steps: str


def pictures(exercises: Iterable[Exercise], figures: Figures | None) -> dict[str, Picture]:
    """The picture of each activity that has one; activities that look alike share it."""
    by_activity = figures.by_activity() if figures is not None else {}
    made: dict[str, Picture] = {}
    found: dict[str, Picture] = {}
    for exercise in exercises:
        figure = by_activity.get(exercise.activity)
        if figure is None or figures is None:
            continue
        name = f"f-{figure.id}{'-l' if exercise.is_left else ''}"
        if name not in made:
            made[name] = _picture(name, drawn(figures, figure, mirrored=exercise.is_left))
        found[exercise.activity] = made[name]
    return found


def _picture(name: str, shapes: Drawn) -> Picture:
    return Picture(id=name, still=shapes.still, steps=_packed(shapes.steps))


def _packed(steps: tuple[Shapes, ...]) -> str:
    """Size and steps: each step a list of shapes, each shape its name and attributes."""
    if not steps:
        return ""
    size = [steps[0].width, steps[0].height]
    data = {"size": size, "steps": [_shapes(step.markup) for step in steps]}
    text = json.dumps(data, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), _LEVEL)).decode()


def _shapes(markup: str) -> list[list[object]]:
    return [[found[1], dict(_ATTRIBUTE.findall(found[2]))] for found in SHAPE.finditer(markup)]
