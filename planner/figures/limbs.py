"""Two-bone chains: where the knee or elbow stands when both ends of a limb are held."""

from __future__ import annotations

from math import sqrt

from planner.figures import body
from planner.figures.body import OUTWARD
from planner.figures.skeleton import Skeleton
from planner.figures.vector import (
    Mat,
    Vec,
    across,
    add,
    axis,
    cross,
    dot,
    frame,
    length,
    sub,
    times,
    unit,
)

STRAIGHT = 0.12
PLAY = 0.02


def reach(start: Vec, target: Vec, upper: float, lower: float, pole: Vec) -> tuple[Vec, Vec, float]:
    """Middle joint and end of a chain from `start` towards `target`, bent towards `pole`.

    Returns:
        middle joint, end, and how far the end stays short of the target, cm.
    """
    way = sub(target, start)
    far, along = length(way), unit(way, (0.0, -1.0, 0.0))
    held = min(max(far, abs(upper - lower) + PLAY), upper + lower - PLAY)
    ahead = (upper * upper - lower * lower + held * held) / (2 * held)
    aside = sqrt(max(0.0, upper * upper - ahead * ahead))
    bent = unit(across(pole, along), unit(cross(along, (0.0, 0.0, 1.0)), (0.0, 1.0, 0.0)))
    middle = add(start, add(times(along, ahead), times(bent, aside)))
    return middle, add(start, times(along, held)), abs(far - held)


def chain_frames(start: Vec, middle: Vec, end: Vec, hint: Vec, fold: float) -> tuple[Mat, Mat]:
    """Frames of the two segments of a chain.

    Args:
        start: upper joint.
        middle: knee or elbow.
        end: ankle or wrist.
        hint: the hinge axis of a chain that is straight.
        fold: -1 for a hinge that folds to the back (knee), 1 to the front (elbow).
    """
    up1, up2 = unit(sub(start, middle)), unit(sub(middle, end))
    hinge = cross(up1, up2)
    hinge = times(hinge, fold) if length(hinge) > STRAIGHT else across(hint, up1)
    hinge = unit(hinge, hint)

    def turned(up: Vec) -> Mat:
        front = unit(cross(up, hinge))
        return frame(front, up, cross(front, up))

    return turned(up1), turned(up2)


def placed_leg(
    skeleton: Skeleton, side: str, ankle: Vec, pole: Vec
) -> tuple[dict[str, Mat], float]:
    """Frames of a leg whose ankle is held, and how far the ankle stays short, cm."""
    hip = skeleton.joints[f"hip_{side}"]
    knee, end, short = reach(hip, ankle, body.THIGH, body.SHANK, pole)
    hinge = axis(skeleton.frames["pelvis"], 2)
    thigh, shank = chain_frames(hip, knee, end, hinge, -1.0)
    return {f"thigh_{side}": thigh, f"shank_{side}": shank}, short


def placed_arm(
    skeleton: Skeleton, side: str, wrist: Vec, pole: Vec
) -> tuple[dict[str, Mat], float]:
    """Frames of an arm whose wrist is held, and how far the wrist stays short, cm.

    The shoulder rises with the arm, so a second pass starts from where it then is.
    """
    frames: dict[str, Mat] = {}
    short = 0.0
    for _ in range(3):
        shoulder = skeleton.joints[f"shoulder_{side}"]
        elbow, end, short = reach(shoulder, wrist, body.UPPER_ARM, body.FOREARM, pole)
        hinge = axis(skeleton.frames[body.THORAX], 2)
        upper, fore = chain_frames(shoulder, elbow, end, hinge, 1.0)
        frames = {f"upper_arm_{side}": upper, f"forearm_{side}": fore}
        skeleton = skeleton.with_frames(frames)
    return frames, short


def palm(fingers: Vec, normal: Vec, side: str) -> Mat:
    """Frame of a hand that lies flat: thumb to the midline, palm against the surface."""
    up = times(unit(fingers), -1.0)
    thumb = times(unit(cross(up, normal)), -OUTWARD[side])
    if dot(thumb, (0.0, 0.0, 1.0)) * OUTWARD[side] > 0:
        thumb = times(thumb, -1.0)
    return frame(thumb, up, cross(thumb, up))
