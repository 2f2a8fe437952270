"""What an item repeats of the catalog is what stands there."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.audits import found
from tests.support.people import CATALOG
from tests.support.plans import Bundle, entry, gate, made_item, made_session, valid

CODE = "unknown_id"
SQUAT, STRETCH = "sit_to_stand", "calf_soleus_wall"
ITEM, DAY = made_item(STRETCH, 5, "both"), entry("sitting_break_60", 0)


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where, v.text) for v in found(bundle, CODE).violations]


def with_item(item: p.Item) -> Bundle:
    return valid().with_plan(sessions=(made_session(1, 0, item),), all_day=())


def with_day(day: p.AllDay) -> Bundle:
    return valid().with_plan(sessions=(), all_day=(day,))


# Where words or numbers are ordered, one lies below the right one and one above it.
@pytest.mark.parametrize(
    ("activity", "name", "given"),
    [
        (SQUAT, "component", "balance"),
        (SQUAT, "component", "stretch"),
        (SQUAT, "family", "bridge"),
        (SQUAT, "family", "step"),
        (SQUAT, "family", None),
        (SQUAT, "level", 1),
        (SQUAT, "level", 3),
        (SQUAT, "level", None),
        (SQUAT, "movements", ()),
        (SQUAT, "movements", ("fall_risk_low", "jump")),
        (SQUAT, "impact", "high"),
        (SQUAT, "impact", "some"),
        (SQUAT, "positions", ()),
        (SQUAT, "positions", ("sitting", "standing")),
        (STRETCH, "family", "squat"),
        (STRETCH, "stretches", ()),
        (STRETCH, "stretches", ("soleus", "toes")),
    ],
)
def test_an_item_repeats_the_catalog(activity: str, name: str, given: Any) -> None:
    item = made_item(activity, 5)
    text = f"{name} is {given}, the catalog says {getattr(item, name)}"
    assert wrong(with_item(item)) == []
    assert wrong(with_item(changed(item, **{name: given}))) == [(f"w1-d0 {activity}", text)]


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_an_item_repeats_the_muscles(name: str) -> None:
    activity = CATALOG.activities[STRETCH]
    muscles = changed(ITEM.muscles, **{name: ("z",)})
    right = getattr(activity.muscles, name)
    text = f"{name} muscles is ('z',), the catalog says {right}"
    assert wrong(with_item(changed(ITEM, muscles=muscles))) == [(f"w1-d0 {STRETCH}", text)]


@pytest.mark.parametrize(
    ("name", "given"), [("component", "z"), ("family", "z"), ("level", 9), ("movements", ("z",))]
)
def test_an_all_day_item_repeats_the_catalog_too(name: str, given: Any) -> None:
    text = f"{name} is {given}, the catalog says {getattr(DAY, name)}"
    place = "d0-sitting_break_60 sitting_break_60"
    assert wrong(with_day(changed(DAY, **{name: given}))) == [(place, text)]
    assert wrong(with_day(DAY)) == []


def test_every_activity_exists() -> None:
    text = "no such activity in the catalog"
    assert wrong(with_item(changed(ITEM, activity="flying"))) == [("w1-d0 flying", text)]
    day = "d0-sitting_break_60 flying"
    assert wrong(with_day(changed(DAY, activity="flying"))) == [(day, text)]
    left_out = changed(valid().plan.excluded[0], activity="flying")
    excluded = (left_out, *valid().plan.excluded)
    assert wrong(valid().with_plan(excluded=excluded)) == [("excluded flying", text)]


@pytest.mark.parametrize(("name", "passes"), [("light", True), ("somehow", False)])
def test_an_intensity_is_one_of_the_classes(name: str, passes: bool) -> None:
    expected = [(f"w1-d0 {STRETCH}", f"no intensity class {name}")]
    assert wrong(with_item(changed(ITEM, intensity=name))) == ([] if passes else expected)


def test_a_gate_waits_for_a_criterion_of_the_catalog() -> None:
    gates = (gate("retest_discomfort_only", 0), gate("good_mood", 0))
    expected = [("gate good_mood", "no such criterion in the catalog")]
    assert wrong(valid().with_plan(gates=gates)) == expected
