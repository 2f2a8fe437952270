"""A pose to a finished figure: angles, then the ground, then balance, then hands and feet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import asin, atan2, degrees, hypot, radians, sin

from planner.figures import body
from planner.figures.body import SIDES
from planner.figures.contacts import ankle_place, with_feet, with_hands
from planner.figures.kinematics import posed
from planner.figures.limbs import placed_arm, placed_leg
from planner.figures.pose import Pose
from planner.figures.skeleton import Skeleton, midway
from planner.figures.solids import everything, lowest, trunk, weight_bearing
from planner.figures.vector import Vec, add, between, length, sub, times, turn_z

SEAT_DEPTH = 13.0
MIDFOOT = 5.0
STEPS = 8
STILL = 1.5
# How much of the way over one standing foot the hips go sideways.
SIDE_SHIFT = 0.75


@dataclass(frozen=True)
class Solved:
    """A finished pose.

    Attributes:
        skeleton: the body.
        missed: contact (`hand_r`, `foot_l` ...) to how far it stays short of its place, cm.
    """

    skeleton: Skeleton
    missed: dict[str, float]

    @cached_property
    def bottom(self) -> float:
        """Height of the lowest part of the body, cm."""
        return _bottom(self.skeleton)


def solve(facing: str, stands: bool, pose: Pose) -> Solved:
    """Finish a pose.

    Args:
        facing: how the base position lies in the world.
        stands: whether the feet carry the body.
        pose: everything that is said about it, the base position included.
    """
    skeleton = posed(facing, pose)
    if pose.level:
        skeleton = _levelled(skeleton, pose)
    elif pose.seat is not None:
        skeleton = skeleton.moved((0.0, pose.seat + SEAT_DEPTH, 0.0))
    elif not (stands and _pinned(pose)):
        skeleton = _grounded(skeleton, pose)
    skeleton = skeleton.moved((0.0, pose.raise_ or 0.0, 0.0))
    if stands and _pinned(pose) and pose.seat is None and not pose.level:
        skeleton = _stood(skeleton, pose)
    else:
        anchor = skeleton.joints[pose.anchor or "pelvis"]
        skeleton = skeleton.moved(((pose.x or 0.0) - anchor[0], 0.0, 0.0))
    skeleton, missed_feet = with_feet(skeleton, pose)
    skeleton, missed_hands = with_hands(skeleton, pose)
    return Solved(skeleton, missed_feet | missed_hands)


def on_the_way(a: Solved, b: Solved, share: float) -> Skeleton:
    """The pose at a share of the movement; hands and feet that stay put do not slide."""
    if share in (0.0, 1.0):
        return (b if share else a).skeleton
    skeleton = midway(a.skeleton, b.skeleton, share)
    floor = min(a.bottom, b.bottom)
    skeleton = skeleton.moved((0.0, max(0.0, floor - _bottom(skeleton)), 0.0))
    for side in SIDES:
        for joint, place in (("ankle", placed_leg), ("wrist", placed_arm)):
            name = f"{joint}_{side}"
            first, last = a.skeleton.joints[name], b.skeleton.joints[name]
            if length(sub(first, last)) > STILL:
                continue
            middle = skeleton.joints[f"{'knee' if joint == 'ankle' else 'elbow'}_{side}"]
            upper = skeleton.joints[f"{'hip' if joint == 'ankle' else 'shoulder'}_{side}"]
            target = between(first, last, share)
            pole = sub(middle, between(upper, target, 0.5))
            frames, _ = place(skeleton, side, target, pole)
            skeleton = skeleton.with_frames(frames)
    return skeleton


def _bottom(skeleton: Skeleton) -> float:
    return lowest(tuple(everything(skeleton).values()))


def _pinned(pose: Pose) -> frozenset[str]:
    return frozenset(f"foot_{s}" for s in SIDES if pose.contact("foot", s) is not None)


def _levelled(skeleton: Skeleton, pose: Pose) -> Skeleton:
    """Turns the body in the plane of the picture until two landmarks have their heights."""
    (first, high1), (second, high2) = list((pose.level or {}).items())
    way = sub(skeleton.joints[second], skeleton.joints[first])
    far = max(1.0, hypot(way[0], way[1]))
    rise = max(-1.0, min(1.0, (high2 - high1) / far))
    now = degrees(atan2(way[1], abs(way[0])))
    turn = degrees(asin(rise)) - now
    skeleton = skeleton.turned(turn_z(turn if way[0] >= 0 else -turn))
    return skeleton.moved((0.0, high1 - skeleton.joints[first][1], 0.0))


def _grounded(skeleton: Skeleton, pose: Pose) -> Skeleton:
    ground = pose.ground or 0.0
    # On furniture the trunk lies; a leg may hang over the edge.
    resting = trunk(skeleton) if ground else weight_bearing(skeleton, _pinned(pose))
    return skeleton.moved((0.0, ground - lowest(resting), 0.0))


def _stood(skeleton: Skeleton, pose: Pose) -> Skeleton:
    """Hips as high as the legs allow, less the drop, and over the feet."""
    pinned = [s for s in SIDES if pose.contact("foot", s) is not None]
    aside = 0.0
    if len(pinned) == 1:
        contact = pose.contact("foot", pinned[0])
        assert contact is not None
        aside = ankle_place(skeleton, contact, pinned[0])[2] * SIDE_SHIFT
    if pose.aside is not None:
        aside = pose.aside
    ahead = pose.x
    if ahead is None and pose.tip is not None:
        ahead = _support(skeleton, pose, pinned) - MIDFOOT + body.LEG * sin(radians(pose.tip))
    x = 0.0 if ahead is None else ahead
    placed = skeleton
    for _ in range(STEPS):
        placed = _hips_at(skeleton, pose, pinned, x, aside)
        if ahead is not None:
            break
        x += _support(placed, pose, pinned) - centre_of_mass(with_feet(placed, pose)[0])[0]
    return placed


def _hips_at(skeleton: Skeleton, pose: Pose, pinned: list[str], x: float, aside: float) -> Skeleton:
    root = (x, 0.0, aside)
    heights = []
    for side in pinned:
        contact = pose.contact("foot", side)
        assert contact is not None
        ankle = ankle_place(skeleton, contact, side)
        hip = add(root, sub(skeleton.joints[f"hip_{side}"], skeleton.root))
        lift = hip[1] - root[1]
        heights.append(ankle[1] + body.standing_height(hip[0] - ankle[0], hip[2] - ankle[2]) - lift)
    high = min(heights) - (pose.drop or 0.0) + (pose.raise_ or 0.0)
    return Skeleton((x, high, aside), skeleton.frames)


def _support(skeleton: Skeleton, pose: Pose, pinned: list[str]) -> float:
    middles = []
    for side in pinned:
        contact = pose.contact("foot", side)
        assert contact is not None
        middles.append(ankle_place(skeleton, contact, side)[0] + MIDFOOT)
    return sum(middles) / len(middles)


def centre_of_mass(skeleton: Skeleton) -> Vec:
    """Centre of mass, cm, from the usual shares of the segments."""
    total: Vec = (0.0, 0.0, 0.0)
    weight = 0.0
    for start, end, share, mass in body.MASSES:
        joints = skeleton.joints
        total = add(total, times(between(joints[start], joints[end], share), mass))
        weight += mass
    return times(total, 1 / weight)
