"""Arrows: along the way of a landmark, moved aside until they lie clear of the body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from planner.figures import solids
from planner.figures.camera import Camera
from planner.figures.ink import Circle, Line, Point, Sheet, Style
from planner.figures.model import Arrow
from planner.figures.skeleton import Skeleton
from planner.figures.solve import Solved
from planner.figures.theme import Theme

SHAFT, HEAD, HALO = 3.2, 9.0, 2.4
SHORTEST, LONGEST = 17.0, 62.0
STEPS = 8
CLEAR = 4.5
SLIGHT = 4.0
# What may carry the arrow, in the order of preference where two move alike.
MOVERS = ("ankle", "fingers", "knee", "elbow", "head", "pelvis", "chest", "belly")
PREFERRED = 0.85
# Places beside its way where an arrow may lie: price, how far ahead and aside (cm), cheap first.
OVERLAP_PRICE = 120.0
TRIALS = sorted(
    (0.35 * abs(aside) + 0.5 * ahead, ahead, aside)
    for ahead in (0.0, 8.0, 16.0, 26.0)
    for aside in (0, 8, -8, 13, -13, 18, -18, 24, -24, 30, -30, 38, -38)
)


class Capsule(NamedTuple):
    """What lies between two circles: a box round it, the first circle, and the way to the other."""

    box: tuple[float, float, float, float]
    first: Circle
    way: Circle


def mover(start: Solved, end: Solved, camera: Camera) -> str | None:
    """The landmark that moves most; None where nothing moves to speak of."""
    ways: dict[str, float] = {}
    for kind in MOVERS:
        for name in (kind, f"{kind}_r", f"{kind}_l"):
            if name in start.skeleton.joints:
                a, b = (camera.point(s.skeleton.joints[name]) for s in (start, end))
                ways[name] = hypot(b[0] - a[0], b[1] - a[1])
    most = max(ways.values())
    if most < SLIGHT:
        return None
    return next(name for name, way in ways.items() if way >= most * PREFERRED)


def trace(at: Callable[[float], Skeleton], camera: Camera, name: str) -> list[Point]:
    """The way of a landmark in the picture, at least and at most as long as an arrow is.

    Args:
        at: the body at a share of the movement.
        camera: the view.
        name: the landmark.
    """
    return _sized([camera.point(at(i / STEPS).joints[name]) for i in range(STEPS + 1)])


def _sized(points: list[Point]) -> list[Point]:
    size = _length(points)
    if size < SHORTEST:
        first, last = points[0], points[-1]
        far = hypot(last[0] - first[0], last[1] - first[1]) or 1.0
        unit = ((last[0] - first[0]) / far, (last[1] - first[1]) / far)
        back = (SHORTEST - far) / 2
        return [
            (first[0] - unit[0] * back, first[1] - unit[1] * back),
            (last[0] + unit[0] * back, last[1] + unit[1] * back),
        ]
    while size > LONGEST and len(points) > 2:
        points = points[1:]
        size = _length(points)
    return points


def clear_of(points: list[Point], skeleton: Skeleton, camera: Camera) -> list[Point]:
    """The line moved sideways (or ahead) to where it overlaps the body least."""
    shapes = []
    for hull in solids.everything(skeleton).values():
        circles = [camera.circle(*ball) for ball in hull]
        shapes += [_capsule(a, b) for a, b in pairwise(circles)]
    first, last = points[0], points[-1]
    far = hypot(last[0] - first[0], last[1] - first[1]) or 1.0
    along = ((last[0] - first[0]) / far, (last[1] - first[1]) / far)
    best: tuple[float, list[Point]] | None = None
    for price, ahead, aside in TRIALS:
        if best is not None and price >= best[0]:
            break
        by = (along[0] * ahead - along[1] * aside, along[1] * ahead + along[0] * aside)
        moved = [(x + by[0], y + by[1]) for x, y in points]
        cost = price + OVERLAP_PRICE * _covered(moved, shapes)
        if best is None or cost < best[0]:
            best = (cost, moved)
    assert best is not None
    return best[1]


def _covered(points: list[Point], shapes: Sequence[Capsule]) -> float:
    dense = [
        (a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f)
        for a, b in pairwise(points)
        for f in (0.0, 0.33, 0.67)
    ]
    dense.append(points[-1])
    return sum(_near(x, y, shapes) for x, y in dense) / len(dense)


def _capsule(a: Circle, b: Circle) -> Capsule:
    wide = max(a[2], b[2]) + CLEAR
    box = (min(a[0], b[0]) - wide, max(a[0], b[0]) + wide,
           min(a[1], b[1]) - wide, max(a[1], b[1]) + wide)  # fmt: skip
    return Capsule(box, a, (b[0] - a[0], b[1] - a[1], b[2] - a[2]))


def _near(x: float, y: float, shapes: Iterable[Capsule]) -> bool:
    for (left, right, top, bottom), (ax, ay, radius), (dx, dy, wider) in shapes:
        # Most are too far away for a closer look.
        if left <= x <= right and top <= y <= bottom:
            size = dx * dx + dy * dy
            share = ((x - ax) * dx + (y - ay) * dy) / size if size else 0.0
            share = max(0.0, min(1.0, share))
            away = hypot(x - (ax + dx * share), y - (ay + dy * share))
            if away < radius + wider * share + CLEAR:
                return True
    return False


def drawn(points: list[Point], theme: Theme, both: bool = False) -> Sheet:
    """An arrow through points, with a light rim."""
    sheet = Sheet()
    if both:
        middle = len(points) // 2
        if len(points) == 2:
            half = ((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)
            points, middle = [points[0], half, points[1]], 1
        sheet.extend(drawn(points[middle::-1], theme))
        sheet.extend(drawn(points[middle:], theme))
        return sheet
    shaft, head = _parts(points)
    for colour, rim in (("#ffffff", HALO), (theme.arrow, 0.0)):
        sheet.put(Style("none", colour, SHAFT + rim), Line(tuple(shaft), smooth=len(shaft) > 2))
        sheet.put(Style(colour, colour if rim else "", rim), Line(tuple(head), closed=True))
    return sheet


def _parts(points: list[Point]) -> tuple[list[Point], list[Point]]:
    size = min(HEAD, _length(points) * 0.6)
    tip = points[-1]
    rest = list(points)
    while len(rest) > 2 and hypot(tip[0] - rest[-2][0], tip[1] - rest[-2][1]) < size:
        rest.pop(-2)
    before = rest[-2]
    far = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    unit = ((tip[0] - before[0]) / far, (tip[1] - before[1]) / far)
    neck = (tip[0] - unit[0] * size, tip[1] - unit[1] * size)
    wing = size * 0.6
    head = [
        tip,
        (neck[0] - unit[1] * wing, neck[1] + unit[0] * wing),
        (neck[0] + unit[1] * wing, neck[1] - unit[0] * wing),
    ]
    inner = (tip[0] - unit[0] * size * 0.8, tip[1] - unit[1] * size * 0.8)
    return [*rest[:-1], inner], head


def _length(points: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def own(arrow: Arrow, skeleton: Skeleton, camera: Camera) -> list[Point]:
    """An arrow whose place the file gives."""
    at = arrow.at or "pelvis"
    begin = skeleton.joints[at] if isinstance(at, str) else at
    stop = (begin[0] + arrow.by[0], begin[1] + arrow.by[1], begin[2] + arrow.by[2])
    a, b = camera.point(begin), camera.point(stop)
    if not arrow.bend:
        return [a, b]
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    aside = (-(b[1] - a[1]) / far * arrow.bend, (b[0] - a[0]) / far * arrow.bend)
    return [
        (
            a[0] + (b[0] - a[0]) * t + aside[0] * 4 * t * (1 - t),
            a[1] + (b[1] - a[1]) * t + aside[1] * 4 * t * (1 - t),
        )
        for t in (i / 6 for i in range(7))
    ]
