"""The flesh on a skeleton: balls whose hulls are the parts of the body."""

from __future__ import annotations

import itertools

from planner.figures import body
from planner.figures.body import OUTWARD, SIDES
from planner.figures.skeleton import Section, Skeleton
from planner.figures.vector import Vec, add, apply, axis, between, times

Ball = tuple[Vec, float]
Hull = tuple[Ball, ...]
JOINTS = {
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
}


def segment(skeleton: Skeleton, name: str, side: str, upto: float = 1.0) -> Hull:
    """A limb segment, or its upper part."""
    start, end = (skeleton.joints[f"{joint}_{side}"] for joint in JOINTS[name])
    front = axis(skeleton.frames[f"{name}_{side}"], 0)
    balls = []
    for share, offset, radius in body.SEGMENTS[name]:
        if share <= upto:
            balls.append((add(between(start, end, share), times(front, offset)), radius))
    if upto < 1:
        place = add(between(start, end, upto), times(front, girth(name, upto)[0]))
        balls.append((place, girth(name, upto)[1] + 0.25))
    return tuple(balls)


def girth(name: str, share: float) -> tuple[float, float]:
    """Offset to the front and radius of a limb segment at a share of its length."""
    rows = body.SEGMENTS[name]
    for low, high in itertools.pairwise(rows):
        if share <= high[0] or high is rows[-1]:
            part = max(0.0, min(1.0, (share - low[0]) / (high[0] - low[0])))
            return low[1] + (high[1] - low[1]) * part, low[2] + (high[2] - low[2]) * part
    raise AssertionError("a segment has balls")


def end(skeleton: Skeleton, frame: str, joint: str, side: str, shape: body.End) -> Hull:
    """A foot or a hand."""
    place, turn = skeleton.joints[f"{joint}_{side}"], skeleton.frames[f"{frame}_{side}"]
    return tuple(
        (add(place, apply(turn, (x, y, z * OUTWARD[side]))), radius) for x, y, z, radius in shape
    )


def foot(skeleton: Skeleton, side: str) -> tuple[Hull, Hull]:
    """The foot as far as its ball, and the toes."""
    return (
        end(skeleton, "foot", "ankle", side, body.FOOT),
        end(skeleton, "toes", "toe_joint", side, body.TOES),
    )


def slice_balls(section: Section) -> Hull:
    """Two balls that fill a cross-section of the trunk."""
    radius = (section.front + section.back) / 2
    middle = add(section.centre, times(axis(section.frame, 0), (section.front - section.back) / 2))
    out = times(axis(section.frame, 2), max(0.0, section.half - radius))
    return ((add(middle, out), radius), (add(middle, times(out, -1)), radius))


def trunk(skeleton: Skeleton, low: float = -99.0, high: float = 99.0) -> tuple[Hull, ...]:
    """The trunk between two heights along the spine, as a chain of hulls."""
    heights = [row[0] for row in body.SECTIONS]
    inner = [h for h in heights if low < h < high]
    ends = [max(low, heights[0]), *inner, min(high, heights[-1])]
    rows = [slice_balls(skeleton.section(h)) for h in dict.fromkeys(ends)]
    return tuple(a + b for a, b in itertools.pairwise(rows))


def skull(skeleton: Skeleton) -> Ball:
    """The round of the head that carries the hair."""
    turn = skeleton.frames[body.HEAD_FRAME]
    return add(skeleton.joints["head"], apply(turn, (-0.3, 1.2, 0.0))), 9.6


def face(skeleton: Skeleton) -> Hull:
    """Skull and jaw."""
    turn = skeleton.frames[body.HEAD_FRAME]
    return (skull(skeleton), (add(skeleton.joints["head"], apply(turn, (3.0, -5.8, 0.0))), 5.2))


def nose(skeleton: Skeleton) -> Hull:
    """The nose: it tells where a figure looks."""
    turn, head = skeleton.frames[body.HEAD_FRAME], skeleton.joints["head"]
    return (
        (add(head, apply(turn, (8.2, 0.4, 0.0))), 1.4),
        (add(head, apply(turn, (10.8, -2.2, 0.0))), 1.3),
    )


def neck(skeleton: Skeleton) -> Hull:
    """The neck."""
    return (
        (skeleton.joints["neck_base"], 5.2),
        (add(skeleton.joints["neck_top"], (0.0, 0.0, 0.0)), 5.0),
    )


def weight_bearing(skeleton: Skeleton, pinned: frozenset[str]) -> tuple[Hull, ...]:
    """Parts that may rest on the floor: trunk, head and the legs that nothing else holds."""
    parts = [*trunk(skeleton), face(skeleton)]
    for side in SIDES:
        if f"foot_{side}" not in pinned:
            parts += [segment(skeleton, "thigh", side), segment(skeleton, "shank", side)]
            parts += foot(skeleton, side)
    return tuple(parts)


def everything(skeleton: Skeleton) -> dict[str, Hull]:
    """Every part of the body by name."""
    parts = {f"trunk_{i}": hull for i, hull in enumerate(trunk(skeleton))}
    parts |= {"head": face(skeleton), "neck": neck(skeleton)}
    for side in SIDES:
        for name in JOINTS:
            parts[f"{name}_{side}"] = segment(skeleton, name, side)
        parts[f"foot_{side}"], parts[f"toes_{side}"] = foot(skeleton, side)
        parts[f"hand_{side}"] = end(skeleton, "hand", "wrist", side, body.FINGERS)
    return parts


def lowest(parts: tuple[Hull, ...]) -> float:
    """Height of the lowest point of some parts, cm."""
    return min(centre[1] - radius for hull in parts for centre, radius in hull)
