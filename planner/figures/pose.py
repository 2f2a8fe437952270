"""What a pose file may say: joint angles as a clinician names them, contacts, and placement."""

from __future__ import annotations

from typing import Literal, TypeVar, dataclass_transform

import msgspec
from msgspec import Struct

Triple = tuple[float, float, float]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Base of everything in the files of figures: immutable, unknown keys refused."""


class Sides(Record):
    """One value for each side, degrees."""

    r: float | None = None
    l: float | None = None  # noqa: E741 - the side's own letter, as in the files


Angle = float | Sides
Bend = Literal["down", "up", "out", "in", "back", "forward", "feet"]


class Contact(Record):
    """Where a hand or a foot is held, cm.

    Attributes:
        free: nothing holds it; undoes an inherited contact.
        to: a landmark of the body, with or without its side.
        on: a surface; a hand lies flat on it.
        x, y, z: a place, or the place on the surface; z counts outward from the midline.
        shift: added to the place.
        tilt: of the sole, degrees, toes up positive; the foot rolls on heel or ball.
        turn: of the foot, degrees outward.
        fingers: where the fingers point; a hand without it goes on as the forearm does.
        forearm: the elbow and the whole forearm lie on the surface.
        bend: where the elbow or knee points.
    """

    free: bool = False
    to: str | None = None
    on: Literal["floor", "wall"] | None = None
    x: float | None = None
    y: float | None = None
    z: float | None = None
    shift: Triple = (0.0, 0.0, 0.0)
    tilt: float = 0.0
    turn: float = 0.0
    fingers: Triple | None = None
    forearm: bool = False
    bend: Bend | tuple[float, float, float] | None = None


class Pose(Record):
    """A pose: 0 degrees everywhere is the anatomical position; positive as the name says.

    Side bend and rotation are positive to the right. What is not given is inherited.

    Attributes:
        tip: the straight body leans forward over the feet, degrees.
        drop: how far the hips come down from standing, cm.
        seat: height of what is sat on, cm.
        ground: height of what is lain on, cm.
        x: place of the anchor along the floor, cm; a standing figure finds its balance itself.
        aside: how far standing hips go to the right, cm; over the foot where only one stands.
        anchor: landmark that stands at `x`.
        raise_: lifts the whole body, cm.
        level: heights of two landmarks, cm; the body is turned until both are met.
    """

    pelvis_pitch: float | None = None
    pelvis_side: float | None = None
    pelvis_rot: float | None = None
    lumbar_flex: float | None = None
    lumbar_side: float | None = None
    lumbar_rot: float | None = None
    thoracic_flex: float | None = None
    thoracic_side: float | None = None
    thoracic_rot: float | None = None
    neck_flex: float | None = None
    neck_side: float | None = None
    neck_rot: float | None = None
    hip_flex: Angle | None = None
    hip_abd: Angle | None = None
    hip_er: Angle | None = None
    knee_flex: Angle | None = None
    ankle_df: Angle | None = None
    toe_ext: Angle | None = None
    shoulder_flex: Angle | None = None
    shoulder_abd: Angle | None = None
    shoulder_er: Angle | None = None
    elbow_flex: Angle | None = None
    wrist_ext: Angle | None = None
    feet: Contact | None = None
    foot_r: Contact | None = None
    foot_l: Contact | None = None
    hands: Contact | None = None
    hand_r: Contact | None = None
    hand_l: Contact | None = None
    tip: float | None = None
    drop: float | None = None
    seat: float | None = None
    ground: float | None = None
    x: float | None = None
    aside: float | None = None
    anchor: str | None = None
    raise_: float | None = msgspec.field(default=None, name="raise")
    level: dict[str, float] | None = None

    def angle(self, name: str, side: str | None = None) -> float:
        """An angle in degrees; 0 where nothing is said."""
        value: Angle | None = getattr(self, name)
        if isinstance(value, Sides):
            return (value.l if side == "l" else value.r) or 0.0
        return value or 0.0

    def contact(self, limb: str, side: str) -> Contact | None:
        """What holds a hand (`hand`) or a foot (`foot`); None where it is free."""
        both: Contact | None = self.hands if limb == "hand" else self.feet
        own: Contact | None = getattr(self, f"{limb}_{side}")
        found = own if own is not None else both
        return None if found is None or found.free else found


P = TypeVar("P", bound=Record)


def over(lower: P, upper: P) -> P:
    """The record with what the upper one says laid over it."""
    changes = {
        name: _joined(getattr(lower, name), value)
        for name in upper.__struct_fields__
        if (value := getattr(upper, name)) is not None
    }
    if isinstance(upper, Pose):
        # What both hands or feet do undoes what one of them did.
        for both, single in (("hands", "hand"), ("feet", "foot")):
            if getattr(upper, both) is not None:
                for side in "rl":
                    changes[f"{single}_{side}"] = getattr(upper, f"{single}_{side}")
    return msgspec.structs.replace(lower, **changes)


def _joined(lower: object, upper: object) -> object:
    if not isinstance(upper, Sides):
        return upper
    if isinstance(lower, Sides):
        return Sides(
            r=lower.r if upper.r is None else upper.r, l=lower.l if upper.l is None else upper.l
        )
    plain = lower if isinstance(lower, float | int) else None
    return Sides(r=plain if upper.r is None else upper.r, l=plain if upper.l is None else upper.l)
