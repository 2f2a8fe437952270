"""Movements that a drawing shows, to be compared with those that an activity declares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planner.figures.body import SIDES
from planner.figures.kinematics import measured
from planner.figures.lint import SHARES
from planner.figures.model import Figure, Figures
from planner.figures.norms import Posture, TagRule
from planner.figures.scene import Scene
from planner.figures.skeleton import Skeleton

# cm: how far a foot stands off the ground, feet stand apart, and knees or hands rest on a floor.
LIFTED, APART, RESTING = 1.0, 20.0, 9.0


class Seen(NamedTuple):
    """Why a drawing counts as a movement.

    Attributes:
        value: the deciding angle, degrees; 0 where posture alone decides.
        share: when in the movement.
        side: `r`, `l`, or empty.
    """

    value: float
    share: float
    side: str


class Compared(NamedTuple):
    """Movements by who says so."""

    both: tuple[str, ...]
    drawn_only: tuple[str, ...]
    declared_only: tuple[str, ...]


def derived(figures: Figures, figure: Figure) -> dict[str, Seen]:
    """Movements that a figure shows, each with its strongest reason."""
    if figure.drawing is not None:
        return {}
    scene = Scene(figure, figures, next(iter(figures.themes.values())))
    found: dict[str, tuple[float, Seen]] = {}
    for share in SHARES if len(scene.poses) > 1 else SHARES[:1]:
        skeleton = scene.at(share)
        angles = measured(skeleton)
        for rule in figures.tags.values():
            for side in SIDES:
                past = _past(rule, angles, side)
                if past is None or not _holds(rule.posture, scene, skeleton):
                    continue
                value = angles[_name(rule.when[0].angle, angles, side)] if rule.when else 0.0
                if rule.id not in found or past > found[rule.id][0]:
                    found[rule.id] = (past, Seen(round(value), share, side if rule.when else ""))
    return {tag: seen for tag, (_, seen) in found.items()}


def compared(figures: Figures, figure: Figure, declared: Iterable[str]) -> Compared:
    """What is drawn against what is declared, for the movements that a drawing can show."""
    drawn = set(derived(figures, figure))
    named = set(declared) & set(figures.tags)
    return Compared(
        tuple(sorted(drawn & named)), tuple(sorted(drawn - named)), tuple(sorted(named - drawn))
    )


def _name(angle: str, angles: dict[str, float], side: str) -> str:
    return angle if angle in angles else f"{angle}_{side}"


def _past(rule: TagRule, angles: dict[str, float], side: str) -> float | None:
    """How far the weakest sign lies past its threshold; None where one does not show."""
    pasts = [sign.excess(angles[_name(sign.angle, angles, side)]) for sign in rule.when]
    reached = [past for past in pasts if past is not None]
    return None if len(reached) < len(pasts) else min(reached, default=0.0)


def _holds(posture: Posture | None, scene: Scene, skeleton: Skeleton) -> bool:
    if posture is None:
        return True
    joints = skeleton.joints
    base = scene.figures.bases[scene.figure.base or "standing"]
    low = {s: min(joints[f"heel_{s}"][1], joints[f"ball_{s}"][1]) for s in SIDES}
    upright = base.facing == "upright" and base.stands
    match posture:
        case "on_feet":
            return upright
        case "one_foot":
            return upright and abs(low["r"] - low["l"]) > LIFTED and _free_foot(scene)
        case "uneven_feet":
            return upright and abs(joints["ankle_r"][0] - joints["ankle_l"][0]) > APART
        case "on_knees":
            kneeling = min(joints[f"knee_{s}"][1] for s in SIDES) < RESTING
            return kneeling and joints["pelvis"][1] > 2 * RESTING and base.facing != "up"
        case "on_arms":
            held = any(pose.contact("hand", s) for pose in scene.poses for s in SIDES)
            near = min(joints[f"hand_{s}"][1] for s in SIDES) < RESTING
            return held and near and base.facing in ("down", "side") and _raised(skeleton)
        case "head_low":
            return joints["head"][1] < joints["shoulder_mid"][1] - RESTING


def _free_foot(scene: Scene) -> bool:
    return any(
        {pose.contact("foot", side) is None for side in SIDES} == {True, False}
        for pose in scene.poses
    )


def _raised(skeleton: Skeleton) -> bool:
    return skeleton.joints["shoulder_mid"][1] > 2 * RESTING
