"""A person for every rule: some here, all of them in `make safety`."""

from __future__ import annotations

import pytest

from tests.generative.people import the_catalog
from tests.generative.rule_people import person_of
from tests.generative.trial import examine

RULES = list(the_catalog().rules)
EVERY = 97


@pytest.mark.parametrize("rule", RULES[::EVERY])
def test_its_person_goes_through_the_whole_planner(rule: str) -> None:
    found = examine(0, person_of(rule))
    assert found.faults == ()
    assert rule in found.rules
