from __future__ import annotations

import pytest

from tests.support.audits import found, said
from tests.support.mutations.tools import week
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, entry, made_item, settled, valid

CODE = "new_items"


def with_new(*names: str) -> Bundle:
    """More things that are new in week 3, which has one new stretch, all of them listed."""
    bundle = valid()
    for name in names:
        bundle = bundle.adding("w3-d1", made_item(name, 4))
    return settled(bundle)


@pytest.mark.parametrize(
    ("names", "passes"),
    [
        (("band_row_seated",), True),
        (("band_row_seated", "side_walk"), False),
        # A step of a ladder and an assessment are not new.
        (("band_row_seated", "counter_push_up", "assess_intake_screen"), True),
    ],
)
def test_a_week_has_room_for_a_few_new_things(names: tuple[str, ...], passes: bool) -> None:
    assert (said(with_new(*names), CODE) == []) is passes


def test_one_new_habit_a_week_and_no_second_one() -> None:
    one = valid().all_day(entry("sleep_window_7h", 15))
    assert said(settled(one), CODE) == []
    two = one.all_day(entry("if_then_plan", 16))
    assert any("at most 1" in text for text in said(settled(two), CODE))
    next_week = one.all_day(entry("if_then_plan", 22))
    assert said(settled(next_week), CODE) == []


def test_what_is_new_is_listed_in_its_week_only() -> None:
    assert said(settled(valid()), CODE) == []
    none = valid().with_plan(weeks=())
    assert "calf_soleus_wall is new and not listed" in said(none, CODE)


def test_in_the_quit_week_steps_of_quitting_are_no_new_habits() -> None:
    """For every other rule they are: two of them in one week are one too many."""
    assert said(settled(quitting().all_day(entry("craving_4d", 15))), CODE) == []
    two = settled(quitting().all_day(entry("craving_4d", 15), entry("craving_walk", 16)))
    texts = said(two, CODE)
    assert texts
    assert not any("prg_quit_week" in text for text in texts)
    assert all(text.startswith("new: craving_4d, craving_walk; at most 1") for text in texts)
    other = settled(quitting().all_day(entry("sleep_window_7h", 15)))
    assert "new: sleep_window_7h; at most 0 (prg_quit_week)" in said(other, CODE)


@pytest.mark.parametrize("name", ["calf_soleus_wall", "superman", "nothing_known"])
def test_what_is_not_new_in_a_week_is_not_listed_in_it(name: str) -> None:
    """It comes later, not at all, or nobody knows it."""
    early = week(settled(valid()), 2, new_items=("sit_to_stand", "wall_push_up", name))
    (violation,) = found(early, CODE).violations
    assert violation.where == "week 2"
    assert violation.text == f"{name} is listed as new and is not"


def test_a_family_may_be_listed_by_its_name() -> None:
    named = week(settled(valid()), 2, new_items=("squat", "wall_push_up"))
    assert said(named, CODE) == []
