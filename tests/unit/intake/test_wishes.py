"""What a person may not refuse."""

from __future__ import annotations

import pytest

from planner.errors import BadInput
from tests.support.people import CATALOG

WARM_UPS = [a.id for a in CATALOG.activities.values() if a.component == "warm_up"]


@pytest.mark.parametrize("never", [["warm_up"], ["cool_down"], WARM_UPS])
def test_what_keeps_a_session_safe_cannot_be_refused(answers, never):
    with pytest.raises(BadInput, match="would be left, and sessions need it"):
        answers(f"preferences: {{never: [{', '.join(never)}]}}\n")


def test_single_warm_ups_may_be_refused_and_all_of_them_disliked(answers):
    answers(f"preferences: {{never: [{', '.join(WARM_UPS[:-1])}]}}\n")
    answers("preferences: {dislike: [warm_up]}\n")
