from __future__ import annotations

import pytest
from msgspec.structs import replace as changed

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


def test_a_muscle_that_rests_48_hours_works_on_three_days_a_week() -> None:
    squat, push_up = (CATALOG.activities[name] for name in ("sit_to_stand", "wall_push_up"))
    daily = [
        changed(a, dose={k: changed(d, days_per_week=(2, 7)) for k, d in a.dose.items()})
        for a in (squat, push_up)
    ]
    assert most_days(case_of(valid()), daily[:1], 5) == 3
    # Two muscles may take turns.
    assert most_days(case_of(valid()), daily, 5) > 3


@pytest.mark.parametrize(("effort", "days"), [(2, 7), (5, 6)])
def test_a_day_of_rest_is_kept_free_of_all_but_easy_endurance(effort: int, days: int) -> None:
    walk = CATALOG.activities["walk_short"]
    doses = {k: changed(d, days_per_week=(2, 7), rpe=effort) for k, d in walk.dose.items()}
    assert most_days(case_of(valid()), [changed(walk, dose=doses)], 5) == days
