"""Things that are held move with the body; others stand where they are put."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.figures import load_figures
from planner.figures.model import Prop
from planner.figures.props import Stage
from planner.figures.scene import Scene

FIGURES = load_figures(Path(__file__).parents[3] / "catalog" / "figures")
SCENE = Scene(FIGURES.figures["lift_training"], FIGURES, FIGURES.themes["print"])
BOX = FIGURES.things["light_box"]
STAGES = [Stage(SCENE.camera, SCENE.theme, solved.skeleton) for solved in SCENE.solved]


@pytest.mark.parametrize("stage", STAGES, ids=["start", "end"])
def test_a_held_thing_is_where_the_hand_is(stage: Stage) -> None:
    x, y, z = stage.skeleton.joints["hand_r"]
    held = stage.thing(Prop(kind="light_box", at="hand_r", shift=(2, 0, -14)), BOX, front=False)
    there = stage.thing(Prop(kind="light_box", x=x + 2, y=y, z=z - 14), BOX, front=False)
    assert held.items == there.items


def test_it_goes_where_the_hand_goes_and_a_standing_thing_stays() -> None:
    held, stood = (
        [stage.thing(prop, BOX, front=False).items for stage in STAGES]
        for prop in (Prop(kind="light_box", at="hand_r"), Prop(kind="light_box", x=30))
    )
    assert held[0] != held[1]
    assert stood[0] == stood[1]
