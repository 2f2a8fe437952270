"""Intakes drawn at random come through whole, and two readings of the rules agree on them.

`make safety` runs many more; an index that fails there fails here with `of_index`.
"""

from __future__ import annotations

import pytest

from tests.generative.people import of_index
from tests.generative.trial import examine

# Spread over the first ones of the long run, so that a fault has the same number there.
INDEXES = range(0, 1000, 10)


@pytest.mark.parametrize("index", INDEXES)
def test_an_intake_comes_through(index: int) -> None:
    intake = of_index(index)
    # Long plans are for `make safety`: here one in ten keeps its own length.
    if index % 100:
        intake["plan"]["weeks"] = 1
    found = examine(index, intake)
    assert found.faults == ()


def test_an_index_names_one_intake_for_ever() -> None:
    assert of_index(7) == of_index(7)
    assert of_index(7) != of_index(8)
