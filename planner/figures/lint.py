"""What is wrong with a drawn pose: joints, reach, floor, hidden muscles, no visible movement."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from planner.figures import muscles, solids
from planner.figures.body import SIDES
from planner.figures.kinematics import measured
from planner.figures.model import Figure, Figures
from planner.figures.scene import Scene
from planner.figures.skeleton import Skeleton
from planner.figures.vector import length, sub

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
# Degrees and cm that a drawing may be off before anyone sees it.
ANGLE_PLAY, REACH_PLAY, FLOOR_PLAY = 2.0, 2.0, 1.8
# Between the panels a rolling foot may dip a little more.
PASSING_PLAY = 5.0
LEAST_AREA, LEAST_MOVE, LEAST_TURN = 10.0, 2.5, 10.0


def lint(figures: Figures, figure: Figure) -> list[str]:
    """Every fault of a figure, one sentence each; none for a good one."""
    if figure.drawing is not None:
        return _flat(figure)
    scene = Scene(figure, figures, next(iter(figures.themes.values())))
    faults = [*_reach(scene), *_hidden(scene), *_still(scene)]
    for share in SHARES if len(scene.poses) > 1 else SHARES[:1]:
        skeleton = scene.at(share)
        faults += [f"{fault} (at {share:g})" for fault in _joints(figures, skeleton)]
        faults += [f"{fault} (at {share:g})" for fault in _floor(scene, skeleton, share)]
    return list(dict.fromkeys(faults))


def _flat(figure: Figure) -> list[str]:
    panels = figure.drawing or ()
    if not 1 <= len(panels) <= 3:
        return ["a drawing has one to three panels"]
    same = len(panels) != len(set(panels))
    return ["two panels are alike"] if same else []


def _joints(figures: Figures, skeleton: Skeleton) -> Iterator[str]:
    for name, value in measured(skeleton).items():
        bounds = figures.ranges.get(name.removesuffix("_r").removesuffix("_l"))
        if bounds and not bounds.low - ANGLE_PLAY <= value <= bounds.high + ANGLE_PLAY:
            yield f"{name} is {value:.0f}, outside {bounds.low:g} to {bounds.high:g} degrees"


def _reach(scene: Scene) -> Iterator[str]:
    for number, solved in enumerate(scene.solved, 1):
        for contact, short in solved.missed.items():
            if short > REACH_PLAY:
                yield f"{contact} stays {short:.1f} cm short of its place in panel {number}"


def _floor(scene: Scene, skeleton: Skeleton, share: float) -> Iterator[str]:
    if any((pose.ground or 0.0) < 0 for pose in scene.poses):
        return
    for name, hull in solids.everything(skeleton).items():
        deep = -min(centre[1] - radius for centre, radius in hull)
        if deep > (FLOOR_PLAY if share in (0.0, 1.0) else PASSING_PLAY):
            yield f"{name} is {deep:.1f} cm below the floor"


def _hidden(scene: Scene) -> Iterator[str]:
    for region, sides in scene.regions():
        most = max(
            sum(
                muscles.area(muscles.visible(solved.skeleton, scene.camera, patch, side))
                for patch in region.patches
                for side in sides
            )
            for solved in scene.solved
        )
        if most < LEAST_AREA:
            yield f"{region.id} shows only {most:.0f} cm2"


def _still(scene: Scene) -> Iterator[str]:
    if len(scene.solved) < 2:
        return
    first, last = (solved.skeleton for solved in scene.solved)
    moved = max(
        hypot(*(b - a for a, b in zip(scene.camera.point(place),
                                      scene.camera.point(last.joints[name]), strict=True)))
        for name, place in first.joints.items()
    )  # fmt: skip
    turned = abs(measured(first)["neck_rot"] - measured(last)["neck_rot"])
    if moved < LEAST_MOVE and turned < LEAST_TURN:
        yield f"start and end look alike: nothing moves more than {moved:.1f} cm"


def slack(scene: Scene) -> float:
    """Greatest stretch of a segment between the frames of a movement, cm; 0 but for rounding."""
    sizes = [_sizes(scene.at(share)) for share in SHARES]
    return max(abs(size[name] - sizes[0][name]) for size in sizes for name in size)


def _sizes(skeleton: Skeleton) -> dict[str, float]:
    pairs = [(a, b) for side in SIDES for a, b in (
        (f"hip_{side}", f"knee_{side}"), (f"knee_{side}", f"ankle_{side}"),
        (f"shoulder_{side}", f"elbow_{side}"), (f"elbow_{side}", f"wrist_{side}"),
    )]  # fmt: skip
    return {f"{a}-{b}": length(sub(skeleton.joints[a], skeleton.joints[b])) for a, b in pairs}
