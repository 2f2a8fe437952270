"""Looks at the world from one side, without perspective."""

from __future__ import annotations

from planner.figures.ink import Circle, Line, Point, Ring, ring
from planner.figures.solids import Hull
from planner.figures.vector import Mat, Vec, dot, product, turn_x, turn_y

# Name of a view: how far the viewer walks round to the front of an upright figure, and how far
# he looks down, degrees. A little of both sets the far limbs apart from the near ones.
VIEWS: dict[str, tuple[float, float]] = {
    "side": (14.0, 7.0),
    "front": (84.0, 7.0),
    "back": (-84.0, 7.0),
    "three_quarter": (42.0, 12.0),
    "back_quarter": (-40.0, 10.0),
    "high": (20.0, 30.0),
    "top": (0.0, 76.0),
}
STEEP = 0.6


class Camera:
    """A view of the world.

    Attributes:
        toward: direction to the viewer.
    """

    def __init__(self, yaw: float, pitch: float) -> None:
        turned: Mat = product(turn_x(pitch), turn_y(-yaw))
        self.right, self.up, self.toward = turned

    def point(self, v: Vec) -> Point:
        """Where a point of the world is seen, cm, y down."""
        (a, b, c), (d, e, f), (x, y, z) = self.right, self.up, v
        return a * x + b * y + c * z, -(d * x + e * y + f * z)

    def depth(self, v: Vec) -> float:
        """How near to the viewer a point is."""
        return dot(self.toward, v)

    def nearness(self, v: Vec) -> float:
        """As `depth`, height left out of account unless the view is from above."""
        x, y, z = self.toward
        return dot((x, y if y > STEEP else 0.0, z), v)

    def circle(self, centre: Vec, radius: float) -> Circle:
        """A ball as it is seen."""
        x, y = self.point(centre)
        return x, y, radius

    def hull(self, balls: Hull) -> Ring:
        """The outline of a hull of balls."""
        return ring([self.circle(*ball) for ball in balls])

    def line(self, points: list[Vec], closed: bool = False, smooth: bool = False) -> Line:
        """A line through points of the world."""
        return Line(tuple(self.point(p) for p in points), closed, smooth)
