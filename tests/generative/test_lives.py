"""Lives made at random in which a revision was refused once (tests/generative/lives.py)."""

from __future__ import annotations

import pytest

from tests.generative.lives import TURNS, lived

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "index",
    [
        pytest.param(2, id="time_on_a_level_taken_back_in_a_cut_week"),
        pytest.param(14, id="more_was_published_than_is_allowed_by_now"),
        pytest.param(46, id="a_decision_on_a_lower_level"),
    ],
)
def test_a_life_is_planned_to_its_end(index: int) -> None:
    life = lived(index)
    assert life.faults == ()
    assert life.turns[:1] == ("revised",)
    assert len(life.turns) <= TURNS
