from __future__ import annotations

import pytest

from planner.audit.frequencies import most_days
from tests.support.audits import case_of
from tests.support.people import CATALOG
from tests.support.plan_variants import quitting
from tests.support.plans import Bundle, valid


@pytest.mark.parametrize(
    ("bundle", "names", "days"),
    [
        (valid(), ("walk_short",), 6),
        # What is all easy may lie on the day of rest too; its dose has six days.
        (quitting(), ("walk_short",), 6),
        (valid(), ("sit_to_stand",), 2),
        (valid(), ("sitting_break_60",), 7),
        # Not allowed: nothing bounds it.
        (valid(), ("walk_moderate",), 7),
        (valid(), ("walk_moderate", "sit_to_stand"), 2),
    ],
)
def test_days_of_the_most_frequent_activity(
    bundle: Bundle, names: tuple[str, ...], days: int
) -> None:
    activities = [CATALOG.activities[name] for name in names]
    assert most_days(case_of(bundle), activities, 1) == days
