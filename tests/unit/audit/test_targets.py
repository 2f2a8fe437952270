from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from planner.audit.evaluator import NOTHING, Bound
from planner.audit.targets import hits, hits_side, reads_bound
from planner.knowledge.model import Target
from tests.support.people import CATALOG

LEFT, RIGHT = Bound("hamstrings", "left"), Bound("hamstrings", "right")


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


@pytest.mark.parametrize(
    "target",
    [
        {},
        {"component": ["strength"]},
        {"activity": ["calf_soleus_wall"]},
        {"family": ["squat"]},
        {"tag": ["calf"]},
        {"movement": ["ankle_dorsiflexion_end_range"]},
        {"position": ["sitting"]},
        {"muscle_stretch": ["soleus"]},
        {"impact_above": "none"},
        {"activity": ["@tested"]},
        {"activity": ["@provoking"]},
        {"activity": ["@first_strength"]},
    ],
)
def test_what_no_selector_names_is_not_meant(target: dict[str, Any]) -> None:
    assert not named("hamstring_supine_strap", **target)


def test_one_of_several_words_is_enough() -> None:
    for target in (
        {"tag": ["calf", "hamstring"]},
        {"movement": ["floor_transfer", "ankle_dorsiflexion_end_range"]},
        {"position": ["sitting", "supine"]},
        {"muscle_stretch": ["soleus", "hamstrings"]},
        {"activity": ["calf_soleus_wall", "hamstring_supine_strap"]},
        {"activity": ["@first_strength", "@first_stretch"]},
    ):
        assert named("hamstring_supine_strap", **target)


@pytest.mark.parametrize(
    ("target", "reads"),
    [
        ({"activity": ["@tested"]}, True),
        ({"activity": ["walk_short", "@provoking"]}, True),
        ({"movement": ["@tested_nerve"]}, True),
        ({"muscle_stretch": ["@tested"]}, True),
        ({"activity": ["walk_short", "@first_strength"], "movement": ["floor_transfer"]}, False),
        ({"any": True, "except": {"activity": ["@tested"]}}, True),
        ({"any": True, "except": {"tag": ["hamstring"]}}, False),
        ({"any": True}, False),
    ],
)
def test_only_placeholders_read_what_a_rule_is_bound_to(target, reads: bool) -> None:
    assert reads_bound(msgspec.convert(target, Target)) is reads


@pytest.mark.parametrize(
    ("activity", "side", "target", "bound", "meant"),
    [
        ("hamstring_supine_strap", "left", {"activity": ["@tested"]}, LEFT, True),
        ("hamstring_supine_strap", "right", {"activity": ["@tested"]}, LEFT, False),
        ("hamstring_supine_strap", "right", {"muscle_stretch": ["@tested"]}, LEFT, False),
        ("hamstring_supine_strap", "left", {"activity": ["@tested"]}, RIGHT, False),
        ("hamstring_supine_strap", "right", {"activity": ["@tested"]}, RIGHT, True),
        # Without a side, bound to none, or of what is done with both sides at once: either.
        ("hamstring_supine_strap", None, {"activity": ["@tested"]}, LEFT, True),
        ("hamstring_supine_strap", "right", {"activity": ["@tested"]}, Bound("hamstrings"), True),
        ("sit_to_stand", "right", {"activity": ["@tested"]}, LEFT, True),
        ("hamstring_supine_strap", "right", {"tag": ["hamstring"]}, LEFT, True),
    ],
)
def test_the_side_counts_where_the_tested_stretch_is_named(
    activity, side, target, bound, meant: bool
) -> None:
    record = CATALOG.activities[activity]
    assert hits_side(record, side, msgspec.convert(target, Target), bound) is meant


def test_the_nerve_is_any_that_a_stretch_of_the_muscle_pulls_on() -> None:
    """Stretches of the soleus pull on none; of no muscle in particular every nerve is meant."""
    nerve = {"movement": ["@tested_nerve"]}
    assert not named("row_ergometer", Bound("soleus", "left"), **nerve)
    assert named("row_ergometer", **nerve)
    assert not named("slider_supine_small", **nerve)
    assert not named("calf_soleus_wall", **nerve)


@pytest.mark.parametrize(
    ("impact", "above"), [("none", True), ("low", True), ("moderate", False), ("high", False)]
)
def test_an_impact_is_above_those_below_it(impact: str, above: bool) -> None:
    walk = changed(CATALOG.activities["walk_brisk"], impact="moderate")
    assert hits(walk, Target(impact_above=impact), CATALOG) is above


@pytest.mark.parametrize("component", ["balance", "mobility", "warm_up"])
def test_what_lengthens_a_muscle_and_is_no_stretch_is_not_meant(component: str) -> None:
    other = changed(CATALOG.activities["hamstring_supine_strap"], component=component)
    assert not hits(other, Target(muscle_stretch=("hamstrings",)), CATALOG)
    assert not hits(other, Target(activity=("@tested",)), CATALOG, LEFT)
