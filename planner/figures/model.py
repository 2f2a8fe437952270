"""The files of figures as typed records: what a picture shows and how it is set up."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from planner.figures.muscles import Region
from planner.figures.norms import JointRange, TagRule
from planner.figures.pose import Pose, Record, Triple
from planner.figures.theme import Theme

Pair = tuple[float, float]
Where = str | Triple
Colour = Literal[
    "skin", "shirt", "shorts", "shoe", "line", "muscle", "arrow", "floor", "mat", "wood",
    "metal", "wall", "soft", "band", "dark", "water",
]  # fmt: skip


class Piece(Record):
    """A part of a thing, cm. Exactly one of box, rod and balls is set.

    Attributes:
        box: two x, two y, two z.
        rod: a bar through these points.
        balls: x, y, z and radius of balls whose hull is the part.
        front: drawn over the body.
        opacity: of its fill; 1 hides what is behind.
    """

    box: tuple[float, float, float, float, float, float] | None = None
    rod: tuple[Triple, ...] | None = None
    balls: tuple[tuple[float, float, float, float], ...] | None = None
    colour: Colour = "wood"
    width: float = 3.0
    front: bool = False
    opacity: float = 1.0


class Thing(Record):
    """A piece of furniture or equipment, built around its own origin on the floor."""

    id: str
    pieces: tuple[Piece, ...]


class Prop(Record):
    """A thing in a picture.

    Attributes:
        kind: a thing of the files; or `mat` (under the whole body), `line` (through points),
            `pad` (a roll or cushion), `weights` (in the hands), `loop` (round both thighs).
        x, y, z: where it stands, cm.
        flip: front and back changed.
        through: landmarks or points that a line runs through.
        at, shift: landmark, and place from there, of a pad or of a thing that is held or moved;
            `shank` puts a loop there.
        size: radius of a pad, or half the length of a weight, cm.
        half, wide: half the length of a pad across and along the picture, cm.
        hands: which hands hold weights.
        share: where along the thighs a loop lies.
        colour, width: of a line or pad; width in cm.
        after: limb that it is drawn right after; drawn last where not given.
        behind: drawn before the body.
    """

    kind: str
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    flip: bool = False
    through: tuple[Where, ...] = ()
    at: str | None = None
    shift: Triple = (0.0, 0.0, 0.0)
    size: float = 5.0
    half: float = 14.0
    wide: float = 0.0
    hands: Literal["r", "l", "both"] = "both"
    share: float = 0.8
    colour: Colour | None = None
    width: float = 2.4
    after: str | None = None
    behind: bool = False


class Arrow(Record):
    """An arrow in the end panel; without a place of its own it finds one beside the body.

    Attributes:
        trace: landmark whose way it follows.
        at: where it begins instead.
        by: which way it points then, and how far, cm.
        both: it points both ways.
        bend: how far its middle is pushed aside, cm.
    """

    trace: str | None = None
    at: Where | None = None
    by: Triple = (0.0, 0.0, 0.0)
    both: bool = False
    bend: float = 0.0


class Mark(Record):
    """A flat shape of a drawing in a box of about 100 by 100, y up.

    Attributes:
        balls: x, y, radius of circles whose hull it is.
        line: points of a line or, closed, of a filled shape.
        arrow: points of an arrow.
        closed, smooth: whether the line runs back to its start; whether it is a curve.
        fill, stroke, opacity: colours by their role.
        width: of the line; 0 draws none.
        rim: a dark rim round a thick line, so that it shows on white.
    """

    balls: tuple[Triple, ...] | None = None
    line: tuple[Pair, ...] | None = None
    arrow: tuple[Pair, ...] | None = None
    closed: bool = False
    smooth: bool = False
    fill: Colour | None = None
    stroke: Colour | None = "line"
    width: float = 1.6
    rim: bool = False
    opacity: float = 1.0


class Figure(Record):
    """A picture: a body in one or two poses, or a flat drawing in one or two panels.

    Attributes:
        shows: activities that it stands for.
        like: figure that gives everything which is not said here.
        base: base position.
        view: a named view, or how far to walk round and to look down, degrees.
        muscles: muscle to the side that is highlighted; `both` for both.
        single: one panel: a position that is held.
        order: limbs from far to near around `trunk`, where depth alone misleads.
        drawing: panels of a flat drawing, in place of a body.
        mark_floor: whether the floor is drawn.
    """

    id: str
    shows: tuple[str, ...] = ()
    like: str | None = None
    base: str | None = None
    view: str | tuple[float, float] | None = None
    props: tuple[Prop, ...] | None = None
    muscles: dict[str, Literal["r", "l", "both"]] | None = None
    start: Pose | None = None
    end: Pose | None = None
    single: bool | None = None
    arrows: tuple[Arrow, ...] | None = None
    shoes: bool | None = None
    fists: Literal["r", "l", "both", "none"] | None = None
    order: tuple[str, ...] | None = None
    drawing: tuple[tuple[Mark, ...], ...] | None = None
    mark_floor: bool | None = None


class Base(Record):
    """A position that poses start from.

    Attributes:
        facing: how the body lies in the world.
        stands: whether the feet carry it.
    """

    id: str
    facing: Literal["upright", "up", "down", "side"]
    stands: bool = False
    pose: Pose = field(default_factory=Pose)


class Figures(Record):
    """Everything that figures are drawn from."""

    figures: dict[str, Figure]
    bases: dict[str, Base]
    things: dict[str, Thing]
    regions: dict[str, Region]
    themes: dict[str, Theme]
    ranges: dict[str, JointRange]
    tags: dict[str, TagRule]

    def of(self, activity: str) -> Figure | None:
        """The figure of an activity; None where there is none."""
        return self.by_activity().get(activity)

    def by_activity(self) -> dict[str, Figure]:
        """Activity to figure."""
        return {name: figure for figure in self.figures.values() for name in figure.shows}
