from __future__ import annotations

from tests.support.audits import said
from tests.support.mutations.tools import swapped, walking, with_session
from tests.support.plans import made_item, made_session, valid


def test_one_variable_may_rise_and_two_may_not() -> None:
    longer = walking(valid(), {5: 31})
    assert said(longer, "one_variable") == []
    harder = longer.dosed("w5-d0", "walk_short", rpe=5)
    assert said(harder, "one_variable") == [
        "effort, minutes rise at once, at most 1 (prg_one_variable)"
    ]


def test_the_same_as_before_is_no_rise() -> None:
    same = valid().dosed("w5-d0", "walk_short", rpe=4)
    more_days = with_session(same, made_session(5, 6, made_item("walk_short", 31, minutes=30)))
    assert said(more_days, "one_variable") == []


def test_the_best_of_the_weeks_before_counts() -> None:
    """Week 3 was harder: what week 5 adds is minutes only."""
    base = valid().dosed("w3-d0", "walk_short", rpe=5)
    again = walking(base, {5: 31}).dosed("w5-d0", "walk_short", rpe=5)
    texts = said(again, "one_variable")
    assert texts == said(base, "one_variable")


def test_a_ladder_that_comes_down_and_up_again_steps() -> None:
    down = swapped(valid(), "mini_squat_counter", "sit_to_stand", range(5, 6))
    texts = said(down, "one_variable")
    assert not any(text.startswith("steps of") for text in texts)
