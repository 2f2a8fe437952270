"""Where a muscle lies under the skin, and the part of it that a view shows."""

from __future__ import annotations

from math import cos, hypot, pi, radians, sin
from typing import Literal, NamedTuple

from planner.figures.body import OUTWARD
from planner.figures.camera import Camera
from planner.figures.ink import Line, Point
from planner.figures.pose import Record
from planner.figures.skeleton import Skeleton
from planner.figures.solids import JOINTS, girth
from planner.figures.vector import Vec, add, axis, between, dot, times

ROWS, RAYS = 5, 11
BLUNT = 0.45
SEEN = 0.05


class Patch(Record):
    """A band on the surface of a body part.

    Attributes:
        on: the part; `pelvis` is the trunk, drawn over the near leg.
        start, stop: along the part: a share of a limb, or cm over the hips on the trunk.
        centre: middle of the band round the part, degrees: 0 front, 90 outside, 180 back.
        half: half its breadth, degrees.
    """

    on: Literal["thigh", "shank", "upper_arm", "forearm", "trunk", "pelvis", "foot", "neck"]
    start: float
    stop: float
    centre: float
    half: float


class Region(Record):
    """Where a muscle of the catalog is shown."""

    id: str
    patches: tuple[Patch, ...]


def visible(
    skeleton: Skeleton, camera: Camera, patch: Patch, side: str
) -> list[tuple[Point, Point]]:
    """Left and right edge of the visible part of a band, row by row; empty where it is hidden."""
    shares = [row / (ROWS - 1) for row in range(ROWS)]
    girdles = [_girdle(skeleton, patch, side, share) for share in shares]
    (ax, ay), (bx, by) = camera.point(girdles[0].centre), camera.point(girdles[-1].centre)
    size = hypot(bx - ax, by - ay) or 1.0
    aside = (-(by - ay) / size, (bx - ax) / size)
    rows = []
    for share, girdle in zip(shares, girdles, strict=True):
        breadth = patch.half * max(0.12, sin(pi * min(0.97, max(0.03, share)))) ** BLUNT
        seen = []
        for ray in range(RAYS):
            angle = patch.centre - breadth + 2 * breadth * ray / (RAYS - 1)
            c, s = cos(radians(angle)), sin(radians(angle))
            if dot(girdle.normal(c, s), camera.toward) > SEEN:
                x, y = camera.point(girdle.place(c, s))
                seen.append((x * aside[0] + y * aside[1], (x, y)))
        if len(seen) > 1 and max(seen)[0] - min(seen)[0] > 0.8:
            rows.append((min(seen)[1], max(seen)[1]))
    return rows if len(rows) > 2 else []


def area(rows: list[tuple[Point, Point]]) -> float:
    """Visible area of a band, cm2."""
    outline = [a for a, _ in rows] + [b for _, b in reversed(rows)]
    pairs = zip(outline, [*outline[1:], outline[0]], strict=True) if outline else ()
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def outline(rows: list[tuple[Point, Point]]) -> Line:
    """The edge of a band."""
    return Line(tuple(a for a, _ in rows) + tuple(b for _, b in reversed(rows)), True, True)


def fibres(rows: list[tuple[Point, Point]]) -> tuple[Line, ...]:
    """Two lines along a band, so that it is told apart without colour."""
    inner = rows[1:-1:2] if len(rows) > 4 else rows
    return tuple(
        Line(tuple((a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f) for a, b in inner))
        for f in (0.35, 0.65)
    )


class Girdle(NamedTuple):
    """The skin round a body part at one height.

    Attributes:
        front: direction of the middle of the band's part, `aside` that of its outer side.
        depths: how far the skin lies to the front and to the back, `half` to a side.
    """

    centre: Vec
    front: Vec
    aside: Vec
    depths: tuple[float, float]
    half: float

    def place(self, c: float, s: float) -> Vec:
        """The point of the skin at an angle, by its cosine and sine."""
        deep = times(self.front, c * self.depths[0 if c > 0 else 1])
        return add(self.centre, add(deep, times(self.aside, s * self.half)))

    def normal(self, c: float, s: float) -> Vec:
        """Which way the skin faces there."""
        return add(times(self.front, c), times(self.aside, s))


def _girdle(skeleton: Skeleton, patch: Patch, side: str, share: float) -> Girdle:
    """The skin at a share of a band."""
    along = patch.start + (patch.stop - patch.start) * share
    out = OUTWARD[side]
    if patch.on in ("trunk", "pelvis"):
        section = skeleton.section(along)
        front, aside = axis(section.frame, 0), times(axis(section.frame, 2), out)
        return Girdle(section.centre, front, aside, (section.front, section.back), section.half)
    joints, frames = skeleton.joints, skeleton.frames
    if patch.on == "neck":
        centre = between(joints["neck_base"], joints["neck_top"], along)
        front, aside = axis(frames["neck1"], 0), times(axis(frames["neck1"], 2), out)
        return Girdle(centre, front, aside, (5.1, 5.1), 5.1 + max(0.0, 9.0 * (0.3 - along)))
    turned = frames[f"{patch.on}_{side}"]
    aside = times(axis(turned, 2), out)
    if patch.on == "foot":
        # A foot runs forward; its sole is the back of the band.
        ankle = joints[f"ankle_{side}"]
        centre = add(ankle, add(times(axis(turned, 0), along), times(axis(turned, 1), -4.6)))
        return Girdle(centre, axis(turned, 1), aside, (2.4, 2.4), 3.0)
    start, stop = (joints[f"{j}_{side}"] for j in JOINTS[patch.on])
    offset, radius = girth(patch.on, along)
    front = axis(turned, 0)
    centre = add(between(start, stop, along), times(front, offset))
    return Girdle(centre, front, aside, (radius, radius), radius)
