"""Flat shapes and their SVG: hulls of circles as arcs, lines as curves, whole numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import acos, atan2, ceil, cos, hypot, inf, pi, sin
from typing import NamedTuple

Point = tuple[float, float]
Circle = tuple[float, float, float]
# Steps to a centimetre in the picture: a step is less than a third of an outline.
FINE = 4
SAMPLES = 72
ANGLES = tuple(2 * pi * step / SAMPLES for step in range(SAMPLES))
# Cosine and sine of each; much of the time of a picture is spent with them.
DIRECTIONS = tuple((cos(angle), sin(angle)) for angle in ANGLES)
# An angle that rounding may take away or add.
NEARLY = 1e-9
# An arc that bulges less than this (cm) is drawn as the one point in its middle.
FLAT = 0.12


class Style(NamedTuple):
    """How a shape is inked. Colours as in SVG; width in cm; 0 draws no line."""

    fill: str = "none"
    stroke: str = ""
    width: float = 0.0
    opacity: float = 1.0


class Ring(NamedTuple):
    """The outline of a hull of circles: the arcs in order, as (circle, first, last angle)."""

    arcs: tuple[tuple[Circle, float, float], ...]

    def grown(self, by: float) -> Ring:
        """The outline of the same circles, each with a radius greater by so many cm."""
        # Common tangents keep their angles when all radii grow alike.
        return Ring(
            tuple(((x, y, radius + by), first, last) for (x, y, radius), first, last in self.arcs)
        )


class Line(NamedTuple):
    """A line through points."""

    points: tuple[Point, ...]
    closed: bool = False
    smooth: bool = False


Shape = Ring | Line


@dataclass
class Sheet:
    """Inked shapes in painter's order, cm, y down."""

    items: list[tuple[Style, Shape]] = field(default_factory=list)

    def put(self, style: Style, *shapes: Shape) -> None:
        """Ink shapes over what is there."""
        self.items += [(style, shape) for shape in shapes]

    def extend(self, other: Sheet) -> None:
        """Lay another sheet over this one."""
        self.items += other.items

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything."""
        boxes = [_shape_box(shape, style.width / 2) for style, shape in self.items]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def ring(circles: Sequence[Circle]) -> Ring:
    """Outline of the convex hull of circles."""
    if len(circles) == 1:
        return Ring(((circles[0], 0.0, 2 * pi),))
    owners = _owners(circles)
    if len(owners) > 1 and owners[0][0] == owners[-1][0]:
        owners[0] = (owners[0][0], owners.pop()[1])
    if len(owners) == 1:
        return Ring(((circles[owners[0][0]], 0.0, 2 * pi),))
    starts = [
        _tangent(circles[owners[i - 1][0]], circles[owner], angle)
        for i, (owner, angle) in enumerate(owners)
    ]
    arcs = []
    for i, (owner, _) in enumerate(owners):
        first, end = starts[i], starts[(i + 1) % len(owners)]
        while end < first - pi / SAMPLES:
            end += 2 * pi
        arcs.append((circles[owner], first, end))
    return Ring(tuple(arcs))


def _owners(circles: Sequence[Circle]) -> list[tuple[int, float]]:
    """Which circle reaches farthest, and the first angle at which it does, round the hull."""
    owners: list[tuple[int, float]] = []
    step = 0
    while step < SAMPLES:
        owner = _farthest(circles, step)
        if not owners or owner != owners[-1][0]:
            owners.append((owner, ANGLES[step]))
        step = min(
            _overtaken(circles[owner], other, step)
            for index, other in enumerate(circles)
            if index != owner
        )
    return owners


def _farthest(circles: Sequence[Circle], step: int) -> int:
    c, s = DIRECTIONS[step]
    reaches = [x * c + y * s + r for x, y, r in circles]
    return reaches.index(max(reaches))


def _overtaken(a: Circle, b: Circle, step: int) -> int:
    """The first step after one at which `a` reaches farthest, at which `b` may reach farther."""
    dx, dy, less = b[0] - a[0], b[1] - a[1], a[2] - b[2]
    far = hypot(dx, dy)
    if far <= less:
        return SAMPLES
    half = acos(max(-1.0, less / far))
    # A little early rather than late: who reaches farthest there is looked at again.
    ahead = (atan2(dy, dx) - half - ANGLES[step] + NEARLY) % (2 * pi) - 2 * NEARLY
    return max(step + 1, step + ceil(ahead / (2 * pi) * SAMPLES))


def _tangent(a: Circle, b: Circle, near: float) -> float:
    """Angle of the common outer tangent nearest to an angle."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = hypot(dx, dy)
    if far < abs(a[2] - b[2]) or far == 0:
        return near
    base, half = atan2(dy, dx), acos((a[2] - b[2]) / far)
    options = (base + half, base - half)
    return near + min((_turned(option - near) for option in options), key=abs)


def _turned(angle: float) -> float:
    return (angle + pi) % (2 * pi) - pi


def _shape_box(shape: Shape, margin: float) -> tuple[float, float, float, float]:
    if isinstance(shape, Line):
        xs, ys = zip(*shape.points, strict=True)
        return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
    left = top = inf
    right = bottom = -inf
    for (x, y, radius), _, _ in shape.arcs:
        left, right = min(left, x - radius), max(right, x + radius)
        top, bottom = min(top, y - radius), max(bottom, y + radius)
    return left - margin, top - margin, right + margin, bottom + margin


@dataclass(frozen=True)
class Placement:
    """Where a sheet stands in the picture: shift in cm, and whether left and right change."""

    dx: float
    dy: float
    mirrored: bool = False

    @property
    def flip(self) -> float:
        """-1 where left and right change, else 1."""
        return -1.0 if self.mirrored else 1.0

    def point(self, p: Point) -> tuple[int, int]:
        """A point of the sheet in steps of the picture."""
        return round((self.flip * p[0] + self.dx) * FINE), round((p[1] + self.dy) * FINE)


def markup(items: Iterable[tuple[Style, Shape]], place: Placement) -> str:
    """SVG of inked shapes; neighbours of one style share an element."""
    out: list[str] = []
    style: Style | None = None
    paths: list[str] = []
    for own, shape in items:
        if own != style and style is not None:
            out.append(_element(style, "".join(paths)))
            paths = []
        style = own
        paths.append(_path(shape, place))
    if style is not None:
        out.append(_element(style, "".join(paths)))
    return "".join(out)


def _element(style: Style, path: str) -> str:
    attributes = f' fill="{style.fill}"'
    if style.stroke:
        attributes += f' stroke="{style.stroke}" stroke-width="{round(style.width * FINE)}"'
    if style.opacity < 1:
        attributes += f' opacity="{style.opacity:g}"'
    return f'<path{attributes} d="{path}"/>'


def _path(shape: Shape, place: Placement) -> str:
    return _ring_path(shape, place) if isinstance(shape, Ring) else _line_path(shape, place)


def _joined(numbers: Iterable[int]) -> str:
    return " ".join(str(n) for n in numbers).replace(" -", "-")


def _ring_path(shape: Ring, place: Placement) -> str:
    sweep = 0 if place.mirrored else 1
    if len(shape.arcs) == 1:
        (x, y, radius), _, _ = shape.arcs[0]
        (left, top), r = place.point((x, y)), round(radius * FINE)
        # One winding for all outlines, so that shapes of one path never cut holes.
        half = f"{r} {r} 0 0 {sweep}"
        return f"M{_step(left - r, top)}a{half} {2 * r} 0 {half}-{2 * r} 0z"
    out = []
    now: tuple[int, int] | None = None
    many, flip, dx, dy = len(shape.arcs) > 2, place.flip, place.dx, place.dy
    for (x, y, radius), first, last in shape.arcs:
        if many and radius * (1 - cos((last - first) / 2)) < FLAT:
            first = last = (first + last) / 2
        # As `place.point`, written out: most points of a picture are these.
        left = stop_left = round((flip * (x + radius * cos(first)) + dx) * FINE)
        top = stop_top = round((y + radius * sin(first) + dy) * FINE)
        if last != first:
            stop_left = round((flip * (x + radius * cos(last)) + dx) * FINE)
            stop_top = round((y + radius * sin(last) + dy) * FINE)
        if now is None:
            out.append(f"M{_step(left, top)}")
        elif (left, top) != now:
            out.append(f"l{_step(left - now[0], top - now[1])}")
        if stop_left != left or stop_top != top:
            r, large = max(1, round(radius * FINE)), 1 if last - first > pi else 0
            step = _step(stop_left - left, stop_top - top)
            out.append(f"a{r} {r} 0 {large} {sweep}{'' if step[0] == '-' else ' '}{step}")
        now = stop_left, stop_top
    return "".join(out) + "z"


def _step(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _line_path(shape: Line, place: Placement) -> str:
    points = list(shape.points)
    if shape.closed and _area(points) < 0:
        points.reverse()
    steps = [place.point(p) for p in points]
    out = [f"M{_joined(steps[0])}"]
    count = len(steps)
    now = steps[0]
    for i in range(count if shape.closed and shape.smooth else count - 1):
        target = steps[(i + 1) % count]
        if shape.smooth:
            before = steps[i - 1] if shape.closed or i else steps[i]
            after = steps[(i + 2) % count] if shape.closed or i + 2 < count else target
            first = _toward(now, before, target)
            second = _toward(target, after, now)
            numbers = [n for q in (first, second, target) for n in (q[0] - now[0], q[1] - now[1])]
            out.append("c" + _joined(numbers))
        else:
            out.append("l" + _joined((target[0] - now[0], target[1] - now[1])))
        now = target
    return "".join(out) + ("z" if shape.closed else "")


def _toward(at: tuple[int, int], other: tuple[int, int], to: tuple[int, int]) -> tuple[int, int]:
    return at[0] + round((to[0] - other[0]) / 6), at[1] + round((to[1] - other[1]) / 6)


def _area(points: Sequence[Point]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
