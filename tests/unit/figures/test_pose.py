"""Poses: angles in, the same angles out; contacts touch; the body stands on its feet."""

from __future__ import annotations

from math import hypot

import pytest

from planner.figures import body
from planner.figures.kinematics import measured, posed
from planner.figures.pose import Contact, Pose, Sides, over
from planner.figures.skeleton import midway
from planner.figures.solids import everything, lowest
from planner.figures.solve import centre_of_mass, on_the_way, solve
from planner.figures.vector import axis, length, sub

ANGLES = {
    "lumbar_flex": 21.0,
    "thoracic_rot": 15.0,
    "neck_side": -12.0,
    "hip_flex": 75.0,
    "hip_abd": 12.0,
    "hip_er": 20.0,
    "knee_flex": 50.0,
    "ankle_df": -15.0,
    "elbow_flex": 40.0,
}


@pytest.mark.parametrize(("name", "value"), ANGLES.items())
@pytest.mark.parametrize("facing", ["upright", "up", "down", "side"])
def test_an_angle_is_measured_as_it_was_given(facing: str, name: str, value: float) -> None:
    found = measured(posed(facing, Pose(**{name: value})))
    names = [name] if name in found else [f"{name}_r", f"{name}_l"]
    assert [found[n] for n in names] == pytest.approx([value] * len(names), abs=0.6)
    others = {n: v for n, v in found.items() if n not in names and not n.startswith("shoulder")}
    assert max(abs(v) for v in others.values()) < 0.6


def test_knees_bend_backward_and_elbows_forward() -> None:
    skeleton = posed("upright", Pose(knee_flex=90, elbow_flex=90))
    for side in "rl":
        assert skeleton.joints[f"ankle_{side}"][0] < skeleton.joints[f"knee_{side}"][0] - 30
        assert skeleton.joints[f"wrist_{side}"][0] > skeleton.joints[f"elbow_{side}"][0] + 20


@pytest.mark.parametrize("side", ["r", "l"])
def test_sides_go_their_own_way(side: str) -> None:
    out = body.OUTWARD[side]
    found = posed("upright", Pose(hip_abd=30, shoulder_abd=60)).joints
    assert out * found[f"ankle_{side}"][2] > 40
    assert out * found[f"wrist_{side}"][2] > 50


def test_standing_feet_are_flat_and_the_body_is_over_them() -> None:
    for drop in (0.0, 15.0, 38.0):
        pose = Pose(feet=Contact(x=0), drop=drop, pelvis_pitch=drop)
        found = solve("upright", True, pose)
        assert max(found.missed.values()) < 0.1
        assert lowest(tuple(everything(found.skeleton).values())) == pytest.approx(0, abs=0.4)
        assert centre_of_mass(found.skeleton)[0] == pytest.approx(5, abs=0.6)
        assert axis(found.skeleton.frames["foot_r"], 0) == pytest.approx((1, 0, 0))


def test_two_heights_are_both_met() -> None:
    pose = Pose(level={"toe_r": 2.0, "shoulder_mid": 33.0}, toe_ext=50)
    joints = solve("down", False, pose).skeleton.joints
    assert joints["toe_r"][1] == pytest.approx(2)
    assert joints["shoulder_mid"][1] == pytest.approx(33)


def test_a_rolling_foot_keeps_its_toes_on_the_ground() -> None:
    found = solve("upright", True, Pose(feet=Contact(x=0, tilt=-35))).skeleton
    assert axis(found.frames["toes_r"], 0) == pytest.approx((1, 0, 0))
    assert found.joints["heel_r"][1] > 6
    assert lowest(tuple(everything(found).values())) == pytest.approx(0, abs=0.5)


def test_a_hand_reaches_what_it_holds_or_says_by_how_much_it_does_not() -> None:
    near = solve("upright", True, Pose(feet=Contact(x=0), hand_r=Contact(x=30, y=110, z=16)))
    assert near.missed["hand_r"] < 0.1
    hand = near.skeleton.joints["hand_r"]
    assert hypot(hand[0] - 30, hand[1] - 110) < 2
    far = solve("upright", True, Pose(feet=Contact(x=0), hand_r=Contact(x=120, y=110, z=16)))
    assert far.missed["hand_r"] > 40


def test_halfway_is_between_and_nothing_stretches() -> None:
    first = posed("upright", Pose(knee_flex=10))
    last = posed("upright", Pose(knee_flex=90))
    middle = midway(first, last, 0.5)
    assert measured(middle)["knee_flex_r"] == pytest.approx(50, abs=0.5)
    shank = sub(middle.joints["ankle_r"], middle.joints["knee_r"])
    assert length(shank) == pytest.approx(body.SHANK)


def test_a_foot_that_stays_does_not_slide_on_the_way() -> None:
    first = solve("upright", True, Pose(feet=Contact(x=0)))
    last = solve("upright", True, Pose(feet=Contact(x=0), drop=35, pelvis_pitch=35))
    for share in (0.25, 0.5, 0.75):
        ankle = on_the_way(first, last, share).joints["ankle_r"]
        assert length(sub(ankle, first.skeleton.joints["ankle_r"])) < 0.5


def test_laying_one_pose_over_another() -> None:
    lower = Pose(knee_flex=10, foot_r=Contact(x=3), hands=Contact(to="shin"))
    upper = Pose(knee_flex=Sides(l=40), feet=Contact(x=5), hand_l=Contact(free=True))
    found = over(lower, upper)
    assert (found.angle("knee_flex", "r"), found.angle("knee_flex", "l")) == (10, 40)
    assert found.contact("foot", "r") == Contact(x=5)
    assert found.contact("hand", "l") is None
    assert found.contact("hand", "r") == Contact(to="shin")
