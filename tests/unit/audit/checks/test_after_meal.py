"""What a rule keeps away from meals says how long to wait."""

from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

from tests.support.audits import said
from tests.support.plans import Bundle, entry, made_item, made_session, valid

CODE = "after_meal"
LYING, STANDING = "curl_up_brace", "wall_push_up"


def warned(name: str, *precautions: str) -> Bundle:
    """Reflux: nothing lying in the two hours after a meal."""
    item = changed(made_item(name, 4), precautions=precautions)
    base = valid().having(reflux_hiatal="any")
    return base.with_plan(sessions=(made_session(1, 0, item),), all_day=())


@pytest.mark.parametrize(
    ("precautions", "passes"),
    [
        (("Not in the 120 minutes after a meal.",), True),
        (("Not in the 121 minutes after a meal.",), True),
        (("Not in the 119 minutes after a meal.",), False),
        (("Wait 60 minutes, better 120, after meals.",), True),
        (("Breathe.", "Not in the 120 minutes after a meal."), True),
        # The minutes stand with the meal, as a word of its own.
        (("Not after a meal.", "Rest for 120 seconds."), False),
        (("Have a piecemeal start of 120 minutes.",), False),
        ((), False),
    ],
)
def test_an_item_says_to_wait_two_hours_after_a_meal(precautions, passes: bool) -> None:
    texts = ["does not say to wait 120 min after a meal (cr_169)"]
    assert said(warned(LYING, *precautions), CODE) == ([] if passes else texts)


def test_what_is_done_upright_needs_not_say_so() -> None:
    assert said(warned(STANDING), CODE) == []
    assert said(valid(), CODE) == []


def test_what_is_done_all_day_says_so_too() -> None:
    plan = valid().having(reflux_hiatal="any").with_plan(sessions=(), all_day=(entry(LYING, 0),))
    assert said(plan, CODE) == ["does not say to wait 120 min after a meal (cr_169)"]
