"""Joint angles to a skeleton, and back: the angles measured on a finished pose."""

from __future__ import annotations

from planner.figures import body
from planner.figures.body import OUTWARD, SIDES
from planner.figures.pose import Pose
from planner.figures.skeleton import Skeleton, local
from planner.figures.vector import (
    Mat,
    angle_between,
    axis,
    frame,
    product,
    times,
    transposed,
    turn_x,
    turn_y,
    turn_z,
    turns,
)

# How the pelvis of each base position is turned in the world: x to the right, y up, z to the
# viewer. An upright figure looks to the right; a lying one has the head left (on the back), or
# right (face down, or on the left side looking at the viewer).
FACINGS: dict[str, Mat] = {
    "upright": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "up": turn_z(90),
    "down": turn_z(-90),
    "side": frame((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}
REGIONS = (("lumbar", 3), ("thoracic", 3), ("neck", 2))


def _bent(parent: Mat, flex: float, side: float, rotation: float) -> Mat:
    turned = product(parent, turn_z(-flex))
    return product(product(turned, turn_x(side)), turn_y(-rotation))


def posed(facing: str, pose: Pose) -> Skeleton:
    """The skeleton with these joint angles, hips at the origin; contacts come later."""
    tip = pose.angle("tip")
    frames: dict[str, Mat] = {
        "pelvis": _bent(
            FACINGS[facing],
            pose.angle("pelvis_pitch") + tip,
            pose.angle("pelvis_side"),
            pose.angle("pelvis_rot"),
        )
    }
    turned = frames["pelvis"]
    for region, hinges in REGIONS:
        step = [pose.angle(f"{region}_{way}") / hinges for way in ("flex", "side", "rot")]
        for number in range(1, hinges + 1):
            turned = _bent(turned, *step)
            frames[f"{region}{number}"] = turned
    for side in SIDES:
        frames |= _leg(frames["pelvis"], pose, side)
        frames |= _arm(frames[body.THORAX], pose, side)
    return Skeleton((0.0, 0.0, 0.0), frames)


def _ball_joint(parent: Mat, flex: float, abduction: float, outward: float, out: float) -> Mat:
    turned = product(parent, turn_z(flex))
    return product(product(turned, turn_x(-out * abduction)), turn_y(-out * outward))


def _leg(pelvis: Mat, pose: Pose, side: str) -> dict[str, Mat]:
    flex, abduction, outward = (pose.angle(f"hip_{n}", side) for n in ("flex", "abd", "er"))
    thigh = _ball_joint(pelvis, flex, abduction, outward, OUTWARD[side])
    shank = product(thigh, turn_z(-pose.angle("knee_flex", side)))
    foot = product(shank, turn_z(pose.angle("ankle_df", side)))
    toes = product(foot, turn_z(pose.angle("toe_ext", side)))
    return {
        f"thigh_{side}": thigh, f"shank_{side}": shank, f"foot_{side}": foot, f"toes_{side}": toes,
    }  # fmt: skip


def _arm(thorax: Mat, pose: Pose, side: str) -> dict[str, Mat]:
    flex, abduction, outward = (pose.angle(f"shoulder_{n}", side) for n in ("flex", "abd", "er"))
    upper = _ball_joint(thorax, flex, abduction, outward, OUTWARD[side])
    fore = product(upper, turn_z(pose.angle("elbow_flex", side)))
    hand = product(fore, turn_z(-pose.angle("wrist_ext", side)))
    return {f"upper_arm_{side}": upper, f"forearm_{side}": fore, f"hand_{side}": hand}


def measured(skeleton: Skeleton) -> dict[str, float]:
    """Every joint angle of a finished pose, degrees, by the names that the files use."""
    found: dict[str, float] = {}
    below = skeleton.frames["pelvis"]
    for region, hinges in REGIONS:
        top = skeleton.frames[f"{region}{hinges}"]
        flex, side_bend, rotation = turns(product(transposed(below), top))
        found |= {
            f"{region}_flex": -flex,
            f"{region}_side": side_bend,
            f"{region}_rot": -rotation,
        }
        below = top
    for side in SIDES:
        found |= _leg_angles(skeleton, side)
        found |= _arm_angles(skeleton, side)
    return found


def _leg_angles(skeleton: Skeleton, side: str) -> dict[str, float]:
    out = OUTWARD[side]
    flex, abduction, outward = turns(local(skeleton, f"thigh_{side}"))
    return {
        f"hip_flex_{side}": flex,
        f"hip_abd_{side}": -out * abduction,
        f"hip_er_{side}": -out * outward,
        f"knee_flex_{side}": -turns(local(skeleton, f"shank_{side}"))[0],
        f"ankle_df_{side}": turns(local(skeleton, f"foot_{side}"))[0],
    }


def _arm_angles(skeleton: Skeleton, side: str) -> dict[str, float]:
    upper = skeleton.frames[f"upper_arm_{side}"]
    down = times(axis(skeleton.frames[body.THORAX], 1), -1.0)
    return {
        f"shoulder_raise_{side}": angle_between(times(axis(upper, 1), -1.0), down),
        f"elbow_flex_{side}": turns(local(skeleton, f"forearm_{side}"))[0],
    }
