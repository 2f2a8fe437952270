"""A recorded pregnancy and the answer about its weeks speak of the same person."""

from __future__ import annotations

import pytest

from planner.errors import BadInput

PREGNANT = "conditions: [{id: pregnancy}]\nfacts: {pregnancy_weeks: %d}\n"


def test_a_pregnancy_recorded_and_denied_is_refused(answers):
    with pytest.raises(BadInput, match=r"facts.pregnancy_weeks: contradicts conditions\[0\]"):
        answers(PREGNANT % 0)


def test_a_pregnancy_with_its_weeks_is_read(answers):
    assert answers(PREGNANT % 10).facts["pregnancy_weeks"] == 10


def test_a_pregnancy_without_its_weeks_is_read(answers):
    assert "pregnancy" in answers("conditions: [{id: pregnancy}]\n").conditions
