"""Numbers that poses are held against: joint ranges, and signs of a movement."""

from __future__ import annotations

from typing import Literal

from planner.figures.pose import Record


class JointRange(Record):
    """How far a joint may turn in a drawing, degrees."""

    id: str
    low: float
    high: float


class Sign(Record):
    """A joint angle that shows a movement, degrees; `beyond` counts to both sides."""

    angle: str
    at_least: float | None = None
    at_most: float | None = None
    beyond: float | None = None

    def excess(self, value: float) -> float | None:
        """How far the angle lies past the threshold; None where it stays short of it."""
        if self.beyond is not None:
            past = abs(value) - self.beyond
        elif self.at_least is not None:
            past = value - self.at_least
        else:
            past = (self.at_most or 0.0) - value
        return past if past >= 0 else None


Posture = Literal["on_feet", "one_foot", "uneven_feet", "on_knees", "on_arms", "head_low"]


class TagRule(Record):
    """What a drawing must show to count as a movement: all signs at one time, on one side."""

    id: str
    when: tuple[Sign, ...]
    posture: Posture | None = None
