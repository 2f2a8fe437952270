"""Which limits must be told, and when a text says a value."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from planner.audit.checks.told_limits import _binds_some_week, _says
from tests.support.audits import said
from tests.support.plans import valid


@pytest.mark.parametrize(
    ("body", "in_weeks", "binds"),
    [
        ({}, (), True),
        ({"window": "week_1"}, (), False),
        ({"window": "week_1"}, (2,), True),
        # Weeks of an item and rolling weeks are no stretch of the plan.
        ({"window": "first_week_of_item"}, (), True),
        ({"window": "rolling_4_weeks"}, (), True),
        ({"levels": ("beginner",)}, (), False),
        ({"levels": ("beginner",)}, (2,), True),
        ({"level": "beginner"}, (), False),
        ({"level": "beginner"}, (2,), True),
    ],
)
def test_a_limit_of_other_levels_or_other_weeks_is_not_told(body, in_weeks, binds) -> None:
    full = {"window": None, "levels": (), "level": None, **body}
    fired = SimpleNamespace(body=SimpleNamespace(**full))
    case = SimpleNamespace(weeks=(1, 2, 3), applies=lambda _, week: week in in_weeks)
    assert _binds_some_week(case, fired) is binds


@pytest.mark.parametrize(
    ("text", "value", "says"),
    [
        ("At most 12.5 kg.", 12.5, True),
        ("At most 12.5 kg.", 12, False),
        ("First 3, then 5 sets.", 5, True),
        ("Carry no load.", 5, False),
        ("Only light loads.", "light", True),
        ("Only heavy loads.", "light", False),
        ("As your clinician says.", None, True),
        (" ", None, False),
    ],
)
def test_a_text_says_a_number_a_word_or_anything(text, value, says) -> None:
    assert _says(SimpleNamespace(text=text), value) is says


@pytest.mark.parametrize(
    ("note", "passes"),
    [
        ("Stop with 4 in reserve.", True),
        # The first number is the reserve.
        ("Stop with 4 in reserve, 2 times.", True),
        ("Stop with 3 in reserve, 9 times.", False),
        ("Stop when it gets hard.", False),
    ],
)
def test_a_load_note_names_the_reserve_first(note: str, passes: bool) -> None:
    noted = valid().dosed("w2-d1", "wall_push_up", load_note=note)
    texts = [text for text in said(noted, "told_limits") if "in reserve are needed" in text]
    assert (texts == []) is passes
