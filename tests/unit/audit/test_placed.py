"""What an item of the plan counts as."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from planner.audit.placed import Placed
from tests.support.audits import case_of
from tests.support.plans import entry, valid


def first(name: str, bundle=None) -> Placed:
    return case_of(bundle or valid()).by_activity[name][0]


def test_the_minutes_of_the_dose_count_before_those_that_it_takes() -> None:
    walk, squat = first("walk_short"), first("sit_to_stand")
    assert (walk.item.minutes, walk.minutes) == (21, 20)
    assert (squat.item.dose.minutes, squat.minutes) == (None, 5)
    none = valid().dosed("w1-d1", "walk_short", minutes=0)
    assert first("walk_short", none).minutes == 0


def test_what_is_done_all_day_long_takes_the_minutes_of_its_dose_or_none() -> None:
    assert first("if_then_plan", valid().all_day(entry("if_then_plan", 3))).minutes == 0
    check = valid().all_day(entry("footwear_check", 3, minutes=5))
    assert first("footwear_check", check).minutes == 5


def test_a_ladder_counts_as_one_thing() -> None:
    assert first("sit_to_stand").key == first("mini_squat_counter").key == "squat"
    assert first("calf_soleus_wall").key == "calf_soleus_wall"


def test_an_item_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        first("walk_short").week = 2
