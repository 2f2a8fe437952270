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
        pytest.param(32, id="safety_questions_that_were_missed_come_first"),
        pytest.param(69, id="few_minutes_after_days_away"),
        pytest.param(282, id="a_return_from_days_away_before_the_revision"),
        pytest.param(286, id="insoles_that_wait_for_the_safety_questions"),
    ],
)
def test_a_life_is_planned_to_its_end(index: int) -> None:
    life = lived(index)
    assert life.faults == ()
    assert life.turns[:1] == ("revised",)
    assert len(life.turns) <= TURNS
