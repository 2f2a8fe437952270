"""A few lives made at random (tests/generative/lives.py); `make safety` lives many more."""

from __future__ import annotations

import pytest

from tests.generative.lives import TURNS, lived

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("index", [2, 14, 282, 286])
def test_a_life_is_planned_to_its_end(index: int) -> None:
    life = lived(index)
    assert life.faults == ()
    assert life.turns[:1] == ("revised",)
    assert len(life.turns) <= TURNS
