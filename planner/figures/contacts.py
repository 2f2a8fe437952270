"""Holds feet and hands of a posed body where its contacts say."""

from __future__ import annotations

from math import sqrt

from planner.figures import body
from planner.figures.body import OUTWARD, SIDES
from planner.figures.limbs import chain_frames, palm, placed_arm, placed_leg
from planner.figures.pose import Contact, Pose
from planner.figures.skeleton import Skeleton
from planner.figures.vector import (
    Mat,
    Vec,
    across,
    add,
    apply,
    axis,
    product,
    sub,
    times,
    turn_y,
    turn_z,
    unit,
)

# Points of the foot that stay on the ground when it rolls: heel, or ball.
HEEL, BALL = (-4.0, -body.ANKLE_HEIGHT, 0.0), (9.5, -body.ANKLE_HEIGHT, 0.0)
SETTLING = 3
PALM_DEPTH, PALM_MIDDLE, GRIP, FOREARM_DEPTH = 2.8, 5.0, 6.0, 4.0
WORLD_BENDS: dict[str, Vec] = {"down": (0.0, -1.0, 0.0), "up": (0.0, 1.0, 0.0)}
BODY_BENDS: dict[str, Vec] = {
    "out": (-0.2, -0.2, 1.0),
    "in": (0.3, -0.4, -1.0),
    "back": (-1.0, -0.3, 0.0),
    "forward": (1.0, 0.0, 0.0),
    "feet": (-0.3, -1.0, 0.35),
}
NORMALS: dict[str, Vec] = {"floor": (0.0, 1.0, 0.0), "wall": (-1.0, 0.0, 0.0)}
FLAT_FINGERS: dict[str, Vec] = {"floor": (1.0, 0.0, 0.0), "wall": (0.0, 1.0, 0.0)}


def sole_frame(contact: Contact, side: str) -> Mat:
    """Frame of a foot on the ground."""
    return product(turn_y(-OUTWARD[side] * contact.turn), turn_z(contact.tilt))


def ankle_place(skeleton: Skeleton, contact: Contact, side: str) -> Vec:
    """Where a contact holds the ankle."""
    if contact.to:
        return add(landmark(skeleton, contact.to, side), contact.shift)
    hip = skeleton.joints[f"hip_{side}"]
    z = OUTWARD[side] * (body.HIP_OUT if contact.z is None else contact.z)
    ground = (hip[0] if contact.x is None else contact.x, contact.y or 0.0, z)
    pivot = HEEL if contact.tilt >= 0 else BALL
    level = product(turn_y(-OUTWARD[side] * contact.turn), turn_z(0.0))
    # The pivot stays where it is with the sole flat.
    held = add(ground, apply(level, (pivot[0], 0.0, 0.0)))
    rolled = sole_frame(contact, side)
    x, _, away = sub(held, apply(rolled, pivot))
    high = max(radius - apply(rolled, (a, b, c))[1] for a, b, c, radius in body.FOOT)
    return add((x, ground[1] + high, away), contact.shift)


def with_feet(skeleton: Skeleton, pose: Pose) -> tuple[Skeleton, dict[str, float]]:
    """The pose with its feet held, and how far each stays short of its place, cm."""
    missed: dict[str, float] = {}
    # A foot on the other leg waits until that leg stands.
    for side in sorted(SIDES, key=lambda s: bool((c := pose.contact("foot", s)) and c.to)):
        contact = pose.contact("foot", side)
        if contact is None:
            continue
        pole = _pole(skeleton, contact, side, "pelvis", (1.0, 0.6, 0.05))
        place = ankle_place(skeleton, contact, side)
        frames, missed[f"foot_{side}"] = placed_leg(skeleton, side, place, pole)
        shank = frames[f"shank_{side}"]
        bent = product(shank, turn_z(pose.angle("ankle_df", side)))
        foot = bent if contact.to else sole_frame(contact, side)
        # A foot that rolls on its ball leaves the toes flat on the ground.
        roll = -contact.tilt if not contact.to and contact.tilt < 0 else 0.0
        toes = product(foot, turn_z(roll + pose.angle("toe_ext", side)))
        frames |= {f"foot_{side}": foot, f"toes_{side}": toes}
        skeleton = skeleton.with_frames(frames)
    return skeleton, missed


def with_hands(skeleton: Skeleton, pose: Pose) -> tuple[Skeleton, dict[str, float]]:
    """The pose with its hands held, and how far each stays short of its place, cm."""
    missed: dict[str, float] = {}
    for side in SIDES:
        contact = pose.contact("hand", side)
        if contact is None:
            continue
        if contact.forearm:
            skeleton, missed[f"hand_{side}"] = _forearm(skeleton, contact, side)
            continue
        place, flat = _wrist_place(skeleton, contact, side)
        pole = _pole(skeleton, contact, side, body.THORAX, BODY_BENDS["feet"])
        frames, missed[f"hand_{side}"] = placed_arm(skeleton, side, place, pole)
        for _ in range(0 if flat else SETTLING):
            # The hand goes on as the forearm does, and that is known only now.
            fore = axis(frames[f"forearm_{side}"], 1)
            place = add(touch(skeleton, contact, side), times(fore, GRIP))
            frames, missed[f"hand_{side}"] = placed_arm(skeleton, side, place, pole)
        frames[f"hand_{side}"] = flat or frames[f"forearm_{side}"]
        skeleton = skeleton.with_frames(frames)
    return skeleton, missed


def landmark(skeleton: Skeleton, name: str, side: str) -> Vec:
    """A landmark by its name, with or without the side.

    Raises:
        KeyError: there is none of that name.
    """
    joints = skeleton.joints
    return joints[name] if name in joints else joints[f"{name}_{side}"]


def touch(skeleton: Skeleton, contact: Contact, side: str) -> Vec:
    """The point that a hand is to touch."""
    if contact.to:
        return add(landmark(skeleton, contact.to, side), contact.shift)
    shoulder = skeleton.joints[f"shoulder_{side}"]
    z = shoulder[2] if contact.z is None else OUTWARD[side] * contact.z
    y = contact.y if contact.y is not None else (0.0 if contact.on == "floor" else shoulder[1])
    return add((shoulder[0] if contact.x is None else contact.x, y, z), contact.shift)


def _wrist_place(skeleton: Skeleton, contact: Contact, side: str) -> tuple[Vec, Mat | None]:
    point = touch(skeleton, contact, side)
    if contact.on:
        normal = NORMALS[contact.on]
        fingers = unit(contact.fingers or FLAT_FINGERS[contact.on])
        depth = add(times(normal, PALM_DEPTH), times(fingers, -PALM_MIDDLE))
        return add(point, depth), palm(fingers, normal, side)
    if contact.fingers:
        fingers = unit(contact.fingers)
        inward = (0.0, 0.0, OUTWARD[side])
        normal = unit(across(inward, fingers), (0.0, 1.0, 0.0))
        return add(point, times(fingers, -PALM_MIDDLE)), palm(fingers, normal, side)
    away = unit(sub(skeleton.joints[f"shoulder_{side}"], point))
    return add(point, times(away, GRIP)), None


def _forearm(skeleton: Skeleton, contact: Contact, side: str) -> tuple[Skeleton, float]:
    """The elbow on the surface as near below the shoulder as the arm is long, forearm along it."""
    surface = contact.on or "floor"
    normal = NORMALS[surface]
    fingers = unit(contact.fingers or FLAT_FINGERS[surface])
    missed = 0.0
    for _ in range(3):
        shoulder = skeleton.joints[f"shoulder_{side}"]
        plane = (contact.x or 0.0) if surface == "wall" else (contact.y or 0.0)
        high = abs(shoulder[0 if surface == "wall" else 1] - plane) - FOREARM_DEPTH
        slack = sqrt(max(0.0, body.UPPER_ARM**2 - high * high))
        missed = max(0.0, high - body.UPPER_ARM)
        # Below the shoulder on a wall; on the floor as the forearm points.
        along = -slack if surface == "wall" else slack
        elbow = add(shoulder, add(times(normal, -high), times(fingers, along)))
        up = unit(sub(shoulder, elbow))
        wrist = add(elbow, times(fingers, body.FOREARM))
        upper, fore = chain_frames(shoulder, elbow, wrist, up, 1.0)
        frames = {f"upper_arm_{side}": upper, f"forearm_{side}": fore, f"hand_{side}": fore}
        skeleton = skeleton.with_frames(frames)
    return skeleton, missed


def _pole(skeleton: Skeleton, contact: Contact, side: str, frame_name: str, usual: Vec) -> Vec:
    bend = contact.bend
    if isinstance(bend, tuple):
        return unit((bend[0], bend[1], bend[2] * OUTWARD[side]))
    if bend in WORLD_BENDS:
        return WORLD_BENDS[bend]
    x, y, z = BODY_BENDS[bend] if bend else usual
    return apply(skeleton.frames[frame_name], unit((x, y, z * OUTWARD[side])))
