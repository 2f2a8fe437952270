"""Pictures of activities, drawn from small descriptions of poses.

`load_figures` reads the files; `draw` makes the picture of a figure, `frames` its movement.
"""

from planner.figures.load import load_figures
from planner.figures.model import Figure, Figures
from planner.figures.picture import Drawn, Shapes, Words, draw, drawn, frames

__all__ = [
    "Drawn",
    "Figure",
    "Figures",
    "Shapes",
    "Words",
    "draw",
    "drawn",
    "frames",
    "load_figures",
]
