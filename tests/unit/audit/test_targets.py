from __future__ import annotations

from typing import Any

import msgspec
import pytest

from planner.audit.evaluator import NOTHING, Bound
from planner.audit.targets import hits, hits_side
from planner.knowledge.model import Target
from tests.support.people import CATALOG

LEFT = Bound("hamstrings", "left")


def named(activity: str, bound: Bound = NOTHING, /, **target: Any) -> bool:
    return hits(CATALOG.activities[activity], msgspec.convert(target, Target), CATALOG, bound)


@pytest.mark.parametrize(
    "target",
    [
        {"component": ["stretch"]},
        {"activity": ["hamstring_supine_strap"]},
        {"tag": ["hamstring"]},
        {"movement": ["neural_tension_sciatic"]},
        {"position": ["supine"]},
        {"muscle_stretch": ["hamstrings"]},
        {"any": True},
        {"component": ["strength"], "position": ["supine"]},
    ],
)
def test_any_selector_is_enough(target: dict[str, Any]) -> None:
    assert named("hamstring_supine_strap", **target)
    assert not named("hamstring_supine_strap", **target, **{"except": {"tag": ["hamstring"]}})


def test_families_and_impact() -> None:
    assert named("walk_brisk", family=["walk"])
    assert not named("hamstring_supine_strap", family=["walk"])
    assert named("run_walk", impact_above="moderate")
    assert not named("walk_brisk", impact_above="moderate")


def test_muscles_count_for_stretches_only() -> None:
    assert not named("sit_to_stand", muscle_stretch=["quadriceps"])


def test_placeholders_of_trials() -> None:
    assert named("hamstring_supine_strap", LEFT, activity=["@tested"])
    assert not named("calf_soleus_wall", LEFT, activity=["@tested"])
    assert named("row_ergometer", LEFT, movement=["@tested_nerve"])
    assert not named("walk_brisk", LEFT, movement=["@tested_nerve"])


def test_placeholders_of_responses_and_firsts() -> None:
    assert named("bird_dog_leg", Bound(activity="bird_dog_leg"), activity=["@provoking"])
    assert not named("bird_dog_full", Bound(activity="bird_dog_leg"), activity=["@provoking"])
    assert named("sit_to_stand", activity=["@first_strength"])


def test_a_trial_concerns_its_own_side() -> None:
    strap, press = CATALOG.activities["hamstring_supine_strap"], CATALOG.activities["sit_to_stand"]
    own, nerve = Target(activity=("@tested",)), Target(movement=("@tested_nerve",))
    assert hits_side(strap, "left", own, LEFT)
    assert not hits_side(strap, "right", own, LEFT)
    assert hits_side(press, None, own, LEFT)
    assert hits_side(strap, "right", nerve, LEFT)
