"""The lint of poses finds what is wrong: each rule against a figure that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.figures import Figure, load_figures
from planner.figures.lint import lint
from planner.figures.model import Mark
from planner.figures.pose import Contact, Pose

FIGURES = load_figures(Path(__file__).parents[3] / "catalog" / "figures")
FEET = Contact(x=0)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(id="a", base="standing", start=Pose(neck_rot=95)), "neck_rot is 95"),
        (Figure(id="a", base="supine", start=Pose(knee_flex=-20)), "knee_flex_r is -"),
        (Figure(id="a", base="supine", start=Pose(hip_flex=150)), "hip_flex_r is 1"),
        (
            Figure(id="a", base="standing", start=Pose(hand_r=Contact(x=120, y=90))),
            "hand_r stays",
        ),
        (
            Figure(id="a", base="supine", start=Pose(), end=Pose(foot_r=Contact(x=140))),
            "foot_r stays",
        ),
        (
            Figure(id="a", base="prone", start=Pose(shoulder_flex=90)),
            "below the floor",
        ),
        (
            Figure(id="a", base="standing", view="front", muscles={"hamstrings": "both"}),
            "hamstrings shows only 0 cm2",
        ),
        (
            Figure(id="a", base="standing", start=Pose(), end=Pose(wrist_ext=1)),
            "start and end look alike",
        ),
        (
            Figure(id="a", drawing=((Mark(balls=((1, 1, 1),)),), (Mark(balls=((1, 1, 1),)),))),
            "two panels are alike",
        ),
        (Figure(id="a", drawing=()), "one to three panels"),
    ],
)
def test_found(figure: Figure, said: str) -> None:
    assert any(said in fault for fault in lint(FIGURES, figure)), lint(FIGURES, figure)


def test_a_quiet_stand_has_no_fault() -> None:
    assert lint(FIGURES, Figure(id="a", base="standing", start=Pose(feet=FEET))) == []
