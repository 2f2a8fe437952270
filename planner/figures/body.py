"""The body that all figures share: lengths and thicknesses of its segments.

Lengths follow the usual share of stature for each segment (Drillis and Contini), for a person
172 cm tall. All lengths are centimetres. Frames: x to the front, y to the head, z to the right.
"""

from __future__ import annotations

from math import sqrt

SIDES = ("r", "l")
OUTWARD = {"r": 1.0, "l": -1.0}

HIP_OUT, SHOULDER_OUT = 9.0, 16.5
THIGH, SHANK, ANKLE_HEIGHT = 42.0, 40.0, 7.0
UPPER_ARM, FOREARM, HAND = 30.0, 25.0, 8.0
LEG = THIGH + SHANK
SACRUM, LUMBAR, THORACIC, NECK, HEAD = 9.0, 14.0, 26.0, 9.0, 8.5

# Hinges of the spine from below, with their length; equal shares give a smooth back.
SPINE: tuple[tuple[str, float], ...] = (
    ("lumbar1", LUMBAR / 3), ("lumbar2", LUMBAR / 3), ("lumbar3", LUMBAR / 3),
    ("thoracic1", THORACIC / 3), ("thoracic2", THORACIC / 3), ("thoracic3", THORACIC / 3),
    ("neck1", NECK / 2), ("neck2", NECK / 2),
)  # fmt: skip
THORAX, HEAD_FRAME = "thoracic3", "neck2"

# Cross-sections of the trunk: height over the hips along the spine, depth to the front and to
# the back, half width.
SECTIONS: tuple[tuple[float, float, float, float], ...] = (
    (-5.0, 8.2, 10.6, 13.5),
    (3.5, 9.6, 11.8, 16.0),
    (13.0, 9.2, 8.2, 13.4),
    (24.0, 10.2, 9.2, 14.2),
    (35.0, 10.6, 10.4, 16.2),
    (42.5, 7.6, 8.2, 17.5),
    (47.0, 4.6, 5.4, 8.0),
)
SHORTS_TOP = 10.0

# Balls whose hull is a limb segment: (share of the length, offset to the front, radius).
Balls = tuple[tuple[float, float, float], ...]
SEGMENTS: dict[str, Balls] = {
    "thigh": ((0.02, 0.2, 8.7), (1.0, 0.0, 5.3)),
    "shank": ((0.0, 0.0, 5.2), (0.3, -1.3, 5.4), (0.97, 0.0, 3.2)),
    "upper_arm": ((0.0, 0.0, 5.1), (0.4, 0.0, 4.8), (1.0, 0.0, 3.8)),
    "forearm": ((0.0, 0.0, 3.8), (0.25, 0.0, 4.1), (0.98, 0.0, 2.6)),
}
# Balls of the end of a limb in its own frame: (x, y, z outward, radius).
End = tuple[tuple[float, float, float, float], ...]
FOOT: End = ((-3.4, -3.6, 0.0, 3.4), (0.0, -0.5, 0.0, 3.4), (9.5, -4.6, 0.4, 2.4))
# The toes bend at the ball of the foot; their balls stand in a frame of their own there.
TOE_JOINT = (9.5, -4.6, 0.4)
TOES: End = ((0.0, 0.0, 0.0, 2.3), (5.6, -0.6, 0.4, 1.8))
PALM: End = ((0.0, 0.5, 0.0, 2.5), (0.0, -5.0, 0.9, 3.0), (0.0, -5.0, -0.9, 3.0))
FINGERS: End = (*PALM, (0.0, -12.0, 0.0, 1.7))
FIST: End = (*PALM, (0.0, -6.5, 0.0, 3.2))
THUMB: End = ((1.5, -3.0, 0.0, 1.7), (4.4, -7.2, 0.0, 1.3))

# Share of the mass of the body and place between two joints, for the balance of a pose.
MASSES: tuple[tuple[str, str, float, float], ...] = (
    ("pelvis", "neck_base", 0.45, 0.497), ("neck_base", "head", 0.9, 0.081),
    ("hip_r", "knee_r", 0.43, 0.1), ("hip_l", "knee_l", 0.43, 0.1),
    ("knee_r", "ankle_r", 0.43, 0.061), ("knee_l", "ankle_l", 0.43, 0.061),
    ("shoulder_r", "elbow_r", 0.44, 0.028), ("shoulder_l", "elbow_l", 0.44, 0.028),
    ("elbow_r", "hand_r", 0.6, 0.022), ("elbow_l", "hand_l", 0.6, 0.022),
)  # fmt: skip


def standing_height(dx: float, dz: float) -> float:
    """Height of the hips over the ankle of a leg that is nearly straight.

    Args:
        dx: how far the hip stands in front of the ankle.
        dz: how far it stands beside it.
    """
    reach = LEG - 0.3
    return sqrt(max(1.0, reach * reach - dx * dx - dz * dz))
