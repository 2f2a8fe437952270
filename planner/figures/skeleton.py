"""A posed body: where its hips are and how every segment is turned; joints follow from that."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.figures import body
from planner.figures.body import OUTWARD, SIDES
from planner.figures.vector import (
    Mat,
    Vec,
    add,
    apply,
    axis,
    between,
    blended,
    product,
    times,
    transposed,
)

# Each frame and the one it hangs on, parents first.
PARENTS: dict[str, str] = {
    **dict(zip([n for n, _ in body.SPINE], ["pelvis", *[n for n, _ in body.SPINE]], strict=False)),
    **{f"thigh_{s}": "pelvis" for s in SIDES},
    **{f"shank_{s}": f"thigh_{s}" for s in SIDES},
    **{f"foot_{s}": f"shank_{s}" for s in SIDES},
    **{f"toes_{s}": f"foot_{s}" for s in SIDES},
    **{f"upper_arm_{s}": body.THORAX for s in SIDES},
    **{f"forearm_{s}": f"upper_arm_{s}" for s in SIDES},
    **{f"hand_{s}": f"forearm_{s}" for s in SIDES},
}
SEGMENTS = {
    "leg": ("thigh", "shank", "foot", "toes"), "arm": ("upper_arm", "forearm", "hand"),
}  # fmt: skip
# Each frame and the part of the body whose joints it moves.
PART_OF = dict.fromkeys(("pelvis", *PARENTS), "trunk") | {
    f"{name}_{side}": f"{kind}_{side}"
    for kind, names in SEGMENTS.items()
    for name in names
    for side in SIDES
}
NOWHERE: Vec = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Section:
    """A cross-section of the trunk: centre, frame, depth to the front and back, half width."""

    centre: Vec
    frame: Mat
    front: float
    back: float
    half: float


@dataclass(frozen=True)
class Skeleton:
    """A posed body.

    Attributes:
        root: middle between the hip joints, cm.
        frames: name of each segment to its rotation in the world.
    """

    root: Vec
    frames: Mapping[str, Mat]
    # Joints of the parts that were asked for, by part.
    _known: dict[str, dict[str, Vec]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def joints(self) -> dict[str, Vec]:
        """Every joint and surface landmark by name, in the world, cm."""
        known = self._known
        if "trunk" not in known:
            known["trunk"] = self._spine_joints()
        for part, limb in LIMB_JOINTS:
            if part not in known:
                known[part] = limb(self, part[-1])
        return {name: place for part in PARTS for name, place in known[part].items()}

    @cached_property
    def path(self) -> tuple[tuple[float, Vec, Mat], ...]:
        """The spine from the seat to the base of the neck: height along it, place, frame."""
        pelvis = self.frames["pelvis"]
        low = SECTIONS_FROM
        nodes = [(h, add(self.root, times(axis(pelvis, 1), h)), pelvis) for h in (low, 0.0)]
        height, place = body.SACRUM, add(self.root, times(axis(pelvis, 1), body.SACRUM))
        nodes.append((height, place, pelvis))
        for name, size in body.SPINE[:-2]:
            place = add(place, times(axis(self.frames[name], 1), size))
            height += size
            nodes.append((height, place, self.frames[name]))
        return tuple(nodes)

    def section(self, height: float) -> Section:
        """The cross-section of the trunk at a height along the spine (cm over the hips)."""
        if height not in self._sections:
            self._sections[height] = self._section(height)
        return self._sections[height]

    @cached_property
    def _sections(self) -> dict[float, Section]:
        """Those that were asked for: skin and muscles ask for the same ones many times."""
        return {}

    def _section(self, height: float) -> Section:
        front, back, half = _profile(height)
        nodes = self.path
        for (h0, p0, f0), (h1, p1, f1) in itertools.pairwise(nodes):
            if height <= h1 or h1 == nodes[-1][0]:
                share = (height - h0) / (h1 - h0)
                turned = blended(f0, f1, max(0.0, min(1.0, share)))
                return Section(between(p0, p1, share), turned, front, back, half)
        raise AssertionError("a spine has nodes")

    def moved(self, by: Vec) -> Skeleton:
        """The same pose at another place."""
        if by == NOWHERE:
            return self
        return Skeleton(add(self.root, by), self.frames)

    def turned(self, by: Mat) -> Skeleton:
        """The same pose, the whole body turned about the hips."""
        return Skeleton(self.root, {name: product(by, m) for name, m in self.frames.items()})

    def with_frames(self, frames: Mapping[str, Mat]) -> Skeleton:
        """The pose with some segments turned otherwise."""
        changed = {PART_OF[name] for name in frames}
        # All limbs hang on the trunk; what hangs on none of these segments stays where it is.
        kept = {} if "trunk" in changed else {
            part: places for part, places in self._known.items() if part not in changed
        }  # fmt: skip
        return Skeleton(self.root, {**self.frames, **frames}, kept)

    def _spine_joints(self) -> dict[str, Vec]:
        at: dict[str, Vec] = {"pelvis": self.root}
        _, place, thorax = self.path[-1]
        at["neck_base"] = place
        for name, size in body.SPINE[-2:]:
            place = add(place, times(axis(self.frames[name], 1), size))
        head = self.frames[body.HEAD_FRAME]
        at["neck_top"] = place
        at["head"] = add(place, times(axis(head, 1), body.HEAD))
        at["chin"] = add(at["head"], apply(head, (8.5, -8.0, 0.0)))
        at["head_back"] = add(at["head"], apply(head, (-9.5, 0.0, 0.0)))
        at["crown"] = add(at["head"], apply(head, (0.0, 10.5, 0.0)))
        at["shoulder_mid"] = add(at["neck_base"], apply(thorax, (0.0, -5.5, 0.0)))
        at["chest"] = add(at["neck_base"], apply(thorax, (10.5, -12.0, 0.0)))
        at["upper_back"] = add(at["neck_base"], apply(thorax, (-9.5, -10.0, 0.0)))
        waist = self.section(14.0)
        at["belly"] = add(waist.centre, times(axis(waist.frame, 0), waist.front))
        at["low_back"] = add(waist.centre, times(axis(waist.frame, 0), -waist.back))
        at["seat"] = add(self.root, apply(self.frames["pelvis"], (-11.0, -2.0, 0.0)))
        return at

    def leg(self, side: str) -> dict[str, Vec]:
        """Joints and landmarks of a leg."""
        at: dict[str, Vec] = {}
        out = OUTWARD[side]
        thigh, shank, foot = (self.frames[f"{n}_{side}"] for n in ("thigh", "shank", "foot"))
        hip = add(self.root, apply(self.frames["pelvis"], (0.0, 0.0, out * body.HIP_OUT)))
        knee = add(hip, times(axis(thigh, 1), -body.THIGH))
        ankle = add(knee, times(axis(shank, 1), -body.SHANK))
        at[f"hip_{side}"], at[f"knee_{side}"], at[f"ankle_{side}"] = hip, knee, ankle
        at[f"heel_{side}"] = add(ankle, apply(foot, (-5.0, -6.5, 0.0)))
        at[f"ball_{side}"] = add(ankle, apply(foot, (10.0, -7.0, 0.0)))
        x, y, z = body.TOE_JOINT
        joint = add(ankle, apply(foot, (x, y, z * out)))
        at[f"toe_joint_{side}"] = joint
        at[f"toe_{side}"] = add(joint, apply(self.frames[f"toes_{side}"], (6.5, -1.5, 0.0)))
        at[f"sole_{side}"] = add(ankle, apply(foot, (6.0, -7.2, 0.0)))
        at[f"instep_{side}"] = add(ankle, apply(foot, (5.0, 0.5, 0.0)))
        at[f"kneecap_{side}"] = add(knee, times(axis(thigh, 0), 5.6))
        at[f"knee_in_{side}"] = add(knee, times(axis(thigh, 2), -5.2 * out))
        at[f"knee_out_{side}"] = add(knee, times(axis(thigh, 2), 5.2 * out))
        at[f"shin_{side}"] = add(between(knee, ankle, 0.2), times(axis(shank, 0), 5.4))
        at[f"shin_low_{side}"] = add(between(knee, ankle, 0.72), times(axis(shank, 0), 4.0))
        at[f"calf_{side}"] = add(between(knee, ankle, 0.4), times(axis(shank, 0), -6.0))
        at[f"thigh_top_{side}"] = add(between(hip, knee, 0.68), times(axis(thigh, 0), 7.0))
        at[f"thigh_back_{side}"] = add(between(hip, knee, 0.72), times(axis(thigh, 0), -6.8))
        pelvis = self.frames["pelvis"]
        at[f"hip_side_{side}"] = add(hip, apply(pelvis, (0.0, 5.0, 8.0 * out)))
        return at

    def arm(self, side: str) -> dict[str, Vec]:
        """Joints and landmarks of an arm."""
        at: dict[str, Vec] = {}
        out = OUTWARD[side]
        upper, fore, hand = (self.frames[f"{n}_{side}"] for n in ("upper_arm", "forearm", "hand"))
        thorax = self.frames[body.THORAX]
        # The shoulder blade turns with a raised arm and lifts the joint.
        raised = _raise(thorax, upper)
        joint = (0.0, -5.5 + 4.5 * raised, out * (body.SHOULDER_OUT - 1.5 * raised))
        shoulder = add(self.path[-1][1], apply(thorax, joint))
        elbow = add(shoulder, times(axis(upper, 1), -body.UPPER_ARM))
        wrist = add(elbow, times(axis(fore, 1), -body.FOREARM))
        at[f"shoulder_{side}"], at[f"elbow_{side}"], at[f"wrist_{side}"] = shoulder, elbow, wrist
        at[f"hand_{side}"] = add(wrist, times(axis(hand, 1), -6.0))
        at[f"fingers_{side}"] = add(wrist, times(axis(hand, 1), -12.0))
        # Where a walking stick or pole of that hand meets the floor, slanting back.
        held = at[f"hand_{side}"]
        at[f"pole_{side}"] = (held[0] - 24.0, 0.0, held[2])
        at[f"forearm_mid_{side}"] = between(elbow, wrist, 0.5)
        at[f"upper_arm_mid_{side}"] = between(shoulder, elbow, 0.6)
        at[f"shoulder_top_{side}"] = add(shoulder, apply(thorax, (0.0, 5.0, 0.0)))
        return at


LIMB_JOINTS = tuple(
    (f"{kind}_{side}", limb)
    for side in SIDES
    for kind, limb in (("leg", Skeleton.leg), ("arm", Skeleton.arm))
)
PARTS = ("trunk", *(part for part, _ in LIMB_JOINTS))
SECTIONS_FROM = body.SECTIONS[0][0]


def _raise(thorax: Mat, upper: Mat) -> float:
    # 0 for an arm below shoulder height, 1 for one straight up.
    up = sum(a * b for a, b in zip(axis(thorax, 1), axis(upper, 1), strict=True))
    return max(0.0, -up)


def _profile(height: float) -> Vec:
    rows = body.SECTIONS
    for low, high in itertools.pairwise(rows):
        if height <= high[0] or high is rows[-1]:
            share = max(0.0, min(1.0, (height - low[0]) / (high[0] - low[0])))
            front, back, half = (low[i] + (high[i] - low[i]) * share for i in (1, 2, 3))
            return (front, back, half)
    raise AssertionError("a trunk has cross-sections")


def local(skeleton: Skeleton, name: str) -> Mat:
    """How a segment is turned against the one it hangs on."""
    frames = skeleton.frames
    return product(transposed(frames[PARENTS[name]]), frames[name])


def midway(a: Skeleton, b: Skeleton, share: float) -> Skeleton:
    """The pose at a share of the way: every joint turns the short way, lengths never change."""
    frames: dict[str, Mat] = {
        "pelvis": blended(a.frames["pelvis"], b.frames["pelvis"], share),
    }
    for name, parent in PARENTS.items():
        frames[name] = product(frames[parent], blended(local(a, name), local(b, name), share))
    return Skeleton(between(a.root, b.root, share), frames)
