"""Inks the things in a picture: furniture from boxes, rods and rolls, and what a body holds."""

from __future__ import annotations

from planner.figures.body import SIDES
from planner.figures.camera import Camera
from planner.figures.ink import Line, Sheet, Style, ring
from planner.figures.model import Piece, Prop, Thing, Where
from planner.figures.pose import Triple
from planner.figures.skeleton import Skeleton
from planner.figures.solids import girth
from planner.figures.theme import Theme, mixed
from planner.figures.vector import Vec, add, axis, between, dot, times

EDGE = 0.8
RIM = 1.2
MAT_DEPTH, MAT_MARGIN, MAT_SIDE = 2.2, 8.0, 30.0
# Faces of a box: normal, corners (0 low, 1 high of x, y, z), and how light or dark they are.
Box = tuple[float, float, float, float, float, float]
Face = tuple[Vec, tuple[tuple[int, int, int], ...], float]
FACES: tuple[Face, ...] = (
    ((1.0, 0.0, 0.0), ((1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 0, 1)), 0.14),
    ((-1.0, 0.0, 0.0), ((0, 0, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1)), 0.14),
    ((0.0, 1.0, 0.0), ((0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1)), -0.3),
    ((0.0, 0.0, 1.0), ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)), 0.0),
    ((0.0, 0.0, -1.0), ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)), 0.1),
)
BLACK, WHITE = "#333333", "#ffffff"


class Stage:
    """Inks things for one panel."""

    def __init__(self, camera: Camera, theme: Theme, skeleton: Skeleton) -> None:
        self.camera, self.theme, self.skeleton = camera, theme, skeleton

    def thing(self, prop: Prop, thing: Thing, front: bool) -> Sheet:
        """The pieces of a thing that stand behind or before the body."""
        sheet = Sheet()
        turn = -1.0 if prop.flip else 1.0
        origin = self._origin(prop)
        for piece in thing.pieces:
            if piece.front == front:
                self._piece(sheet, piece, origin, turn)
        return sheet

    def mat(self, extent: tuple[float, float], depth: tuple[float, float], ground: float) -> Sheet:
        """A mat under everything that lies between two x."""
        sheet = Sheet()
        low, high = min(-MAT_SIDE, depth[0] - 5), max(MAT_SIDE, depth[1] + 5)
        box = (
            extent[0] - MAT_MARGIN, extent[1] + MAT_MARGIN, ground - MAT_DEPTH, ground, low, high,
        )  # fmt: skip
        self._box(sheet, box, self.theme.mat)
        return sheet

    def line(self, prop: Prop) -> Sheet:
        """A strap, band, stick or lead."""
        sheet = Sheet()
        drawn = self.camera.line([self.place(where) for where in prop.through])
        self._cord(sheet, drawn, self.theme.colour(prop.colour or "band"), prop.width)
        return sheet

    def pad(self, prop: Prop) -> Sheet:
        """A roll, ball or cushion across the picture."""
        middle = self._origin(prop)
        ends = [
            add(middle, (x, 0.0, z))
            for x in dict.fromkeys((-prop.wide, prop.wide))
            for z in dict.fromkeys((-prop.half, prop.half))
        ]
        sheet = Sheet()
        shape = ring([self.camera.circle(end, prop.size) for end in ends])
        fill = self.theme.colour(prop.colour or "soft")
        sheet.put(Style(fill, self.theme.line, RIM), shape)
        return sheet

    def weights(self, prop: Prop) -> Sheet:
        """Dumbbells in the hands, the grip across the forearm."""
        sheet = Sheet()
        dark = Style(self.theme.dark, self.theme.line, RIM)
        for side in SIDES:
            if prop.hands not in ("both", side):
                continue
            hand = self.skeleton.joints[f"hand_{side}"]
            bar = self._bar(side)
            ends = [add(hand, times(bar, out * prop.size)) for out in (-1.0, 1.0)]
            self._cord(sheet, self.camera.line(ends), self.theme.metal, 2.0)
            for out, end in zip((-1.0, 1.0), ends, strict=True):
                inner = add(end, times(bar, -out * 3.0))
                disc = [self.camera.circle(point, 4.2) for point in (end, inner)]
                sheet.put(dark, ring(disc))
        return sheet

    def loop(self, prop: Prop) -> Sheet:
        """A short band round both thighs, or both shanks."""
        points = []
        upper = prop.at != "shank"
        name, ends = ("thigh", ("hip", "knee")) if upper else ("shank", ("knee", "ankle"))
        for side, out in (("l", -1.0), ("r", 1.0)):
            first, last = (self.skeleton.joints[f"{joint}_{side}"] for joint in ends)
            offset, radius = girth(name, prop.share)
            front = axis(self.skeleton.frames[f"{name}_{side}"], 0)
            middle = add(between(first, last, prop.share), times(front, offset))
            toward = dot(front, self.camera.toward)
            points += [
                add(middle, times(front, radius * (1 if toward > -0.5 else -1))),
                add(middle, times(axis(self.skeleton.frames[f"{name}_{side}"], 2), out * radius)),
            ]
        points = [points[1], points[0], points[2], points[3]]
        sheet = Sheet()
        drawn = self.camera.line(points, smooth=True)
        self._cord(sheet, drawn, self.theme.colour(prop.colour or "band"), 4.0)
        return sheet

    def place(self, where: Where) -> Vec:
        """A landmark of the body, or a point."""
        return self.skeleton.joints[where] if isinstance(where, str) else where

    def _origin(self, prop: Prop) -> Vec:
        return add(self.place(prop.at or (prop.x, prop.y, prop.z)), prop.shift)

    def _bar(self, side: str) -> Vec:
        return axis(self.skeleton.frames[f"hand_{side}"], 0)

    def _piece(self, sheet: Sheet, piece: Piece, at: Triple, turn: float) -> None:
        colour = self.theme.colour(piece.colour)
        if piece.box:
            x0, x1, y0, y1, z0, z1 = piece.box
            xs = sorted((at[0] + turn * x0, at[0] + turn * x1))
            box = (*xs, at[1] + y0, at[1] + y1, at[2] + z0, at[2] + z1)
            whole = (box[0], box[1], box[2], box[3], box[4], box[5])
            self._box(sheet, whole, colour, piece.opacity)
        elif piece.rod:
            points = [add(at, (turn * x, y, z)) for x, y, z in piece.rod]
            self._cord(sheet, self.camera.line(points), colour, piece.width)
        elif piece.balls:
            circles = [
                self.camera.circle(add(at, (turn * x, y, z)), radius)
                for x, y, z, radius in piece.balls
            ]
            sheet.put(Style(colour, self.theme.line, RIM), ring(circles))

    def _box(self, sheet: Sheet, box: Box, colour: str, opacity: float = 1.0) -> None:
        edge = mixed(colour, BLACK, 0.45)
        for normal, corners, dark in FACES:
            if dot(normal, self.camera.toward) <= 0.02:
                continue
            points = [(box[i], box[2 + j], box[4 + k]) for i, j, k in corners]
            fill = mixed(colour, BLACK, dark) if dark > 0 else mixed(colour, WHITE, -dark)
            sheet.put(Style(fill, edge, EDGE, opacity), self.camera.line(points, closed=True))

    def _cord(self, sheet: Sheet, line: Line, colour: str, width: float) -> None:
        sheet.put(Style("none", self.theme.line, width + 1.6), line)
        sheet.put(Style("none", colour, width), line)


def extent(skeletons: tuple[Skeleton, ...]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Least and greatest x, and z, of every joint."""
    places = [place for skeleton in skeletons for place in skeleton.joints.values()]
    return (
        (min(p[0] for p in places), max(p[0] for p in places)),
        (min(p[2] for p in places), max(p[2] for p in places)),
    )
